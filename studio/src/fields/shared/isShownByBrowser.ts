const shown = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** Pictures that the server lets a page show; an SVG could run scripts and is only offered for saving. */
export function isShownByBrowser(type: string): boolean {
  return shown.has(type);
}
