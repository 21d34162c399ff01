// The admin's own little: menus close behind what was chosen in them, also when
// that leads to no other page, as in the app's part of the navigation.
document.addEventListener('click', ({target}) => {
  const sheet = target.closest('a, button')?.closest('[popover]:is(.sheet, .side)');
  if (sheet?.matches(':popover-open')) sheet.hidePopover();
});
