/** Takes a text to the clipboard. Rejects where the browser forbids it, and where there is none: without TLS. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
