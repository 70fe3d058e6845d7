/** What a wait for an event is woken by. Without a correlation it is about nobody in particular. */
export function eventKey(name: string, correlation: string): string {
  return `event ${encodeURIComponent(name.toWellFormed())} ${correlation}`;
}
