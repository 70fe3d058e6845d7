import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer, supportedMimeTypes } from 'file-type';
import { KilnError } from '../errors/KilnError.ts';

/** Bytes from the start of a file that are looked at; a ZIP's type stands in its first entries. */
export const HEAD_BYTES = 65_536;

const BINARY = 'application/octet-stream';

/** RFC 6838. What is no media type, or longer than the value of a file field takes, says nothing. */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/;
const MAX_LENGTH = 127;

/**
 * Containers of which many formats are made: content of the left type may call itself anything that the right matches.
 */
const CONTAINERS: readonly (readonly [string, RegExp])[] = [
  ['application/zip', /^application\/|\+zip$/],
  ['application/x-cfb', /^application\/(?:msword|vnd\.ms-|vnd\.visio|x-msi|octet-stream)/],
  ['application/xml', /^(?:text\/xml|application\/xml|.*\+xml)$/],
  ['video/mp4', /^(?:audio|video)\//],
  ['audio/mp4', /^(?:audio|video)\//],
  ['audio/mpeg', /^audio\//],
  ['video/quicktime', /^video\//],
  ['video/matroska', /^(?:audio|video)\//],
  ['video/webm', /^(?:audio|video)\//],
  ['audio/ogg', /^(?:audio|video|application)\/ogg/],
  ['video/ogg', /^(?:audio|video|application)\/ogg/],
  ['image/heif', /^image\/hei[cf]/],
  ['application/postscript', /^application\/(?:illustrator|postscript|pdf)$/],
];

/**
 * The media type of a file by its content. What the client called it only chooses among formats that look alike: plain
 * texts, and formats made of the same container. Throws KILN_UNSUPPORTED_MEDIA when the two contradict each other.
 */
export async function sniffType(head: Buffer, declared: string | undefined): Promise<string> {
  const named = (declared ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const claimed = named.length <= MAX_LENGTH && MEDIA_TYPE.test(named) ? named : '';
  const unclaimed = claimed === '' || claimed === BINARY;
  const found = await contentType(head);
  if (found !== undefined) {
    if (unclaimed || same(found, claimed)) return found;
    if (CONTAINERS.some(([container, pattern]) => container === found && pattern.test(claimed))) return claimed;
    throw lying(claimed, found);
  }
  const text = isText(head);
  if (unclaimed) return text ? 'text/plain' : BINARY;
  // Content of a type with a signature would have been recognised by it.
  if (hasSignature(claimed)) throw lying(claimed, text ? 'text/plain' : 'unknown');
  if (!text) return claimed.startsWith('text/') ? BINARY : claimed;
  return claimed;
}

async function contentType(head: Buffer): Promise<string | undefined> {
  if (head.length === 0) return undefined;
  const found = await fileTypeFromBuffer(head);
  if (found) return found.mime;
  return head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1')) ? 'application/zip' : undefined;
}

function same(found: string, claimed: string): boolean {
  return plain(found) === plain(claimed);
}

/** `image/jpg`, `audio/x-wav` and `application/x-zip-compressed` are names that browsers give to registered types. */
function plain(type: string): string {
  return type
    .replace(/\/(?:x-|vnd\.)/, '/')
    .replace('image/jpg', 'image/jpeg')
    .replace('audio/wave', 'audio/wav')
    .replace('application/zip-compressed', 'application/zip');
}

/** Texts are recognised by how they are written, which is no proof that the others are not what they are called. */
function hasSignature(claimed: string): boolean {
  if (claimed.startsWith('text/') || /[/+]xml$/.test(claimed)) return false;
  return [...supportedMimeTypes].some((type) => same(type, claimed));
}

/** UTF-8 without NUL; the last character may be cut. */
function isText(head: Buffer): boolean {
  if (head.includes(0)) return false;
  return [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, Math.max(0, head.length - cut))));
}

function lying(claimed: string, found: string): KilnError {
  return new KilnError('KILN_UNSUPPORTED_MEDIA', {
    detail: `The file is called ${claimed.slice(0, 100)}, but its content is ${found}.`,
  });
}
