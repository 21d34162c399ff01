const untilSaved = 60_000; // ms: some browsers read it later

/** Has the browser save a text as a file. */
export const save = (name: string, type: string, text: string): void => saveBlob(name, new Blob([text], {type}));

/** Has the browser save what it has as a file. */
export function saveBlob(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), {href: address, download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), untilSaved);
}
