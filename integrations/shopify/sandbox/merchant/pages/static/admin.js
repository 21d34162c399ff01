// The admin's own little: menus that close behind what was chosen in them, and
// what happens between shop and app, beside the page for who wants to see it.
document.addEventListener('click', ({target}) => {
  // Also when it leads to no other page, as in the app's part of the navigation.
  const sheet = target.closest('a, button')?.closest('[popover]:is(.sheet, .side)');
  if (sheet?.matches(':popover-open')) sheet.hidePopover();
});

const button = document.querySelector('.happenings');
const beside = (on) => {
  button.setAttribute('aria-expanded', on);
  document.querySelector('.shell').toggleAttribute('data-beside', on);
};
button.addEventListener('click', () => {
  const on = button.getAttribute('aria-expanded') !== 'true';
  sessionStorage.setItem('beside', on);
  beside(on);
});
beside(sessionStorage.getItem('beside') === 'true');
