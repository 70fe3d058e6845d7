import type { SignedIn } from './signedIn.ts';

/** Calls the API as a person does. `body`: of the answer, parsed; undefined where it is empty. */
export async function callAs(who: SignedIn, method: string, path: string, body?: object) {
  const content = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await who.fetch(path, { method, ...content });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}
