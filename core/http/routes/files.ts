import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { fault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { acceptedTypes } from '../../files/acceptedTypes.ts';
import { discardFile } from '../../files/discardFile.ts';
import type { StoredFile } from '../../files/StoredFile.ts';
import { uploadFile } from '../../files/uploadFile.ts';
import { getFile } from '../../records/getFile.ts';
import { type Answer, type ApiRequest, onlyParameters, param, type Routes } from '../answer.ts';
import { parseRange } from '../parseRange.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NONE = new Set<string>();
const TARGET = new Set(['entity', 'field']);

/** Images that a browser shows and cannot run anything in; everything else is offered for saving. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);
/** Types that a browser would run or parse as a document if it were made to open them. */
const ACTIVE = /html|xml|svg|javascript|ecmascript|pdf|x-mimearchive|multipart/;

export const files: Routes = {
  '/api/files': {
    async POST(request) {
      onlyParameters(request.query, TARGET);
      const file = await receive(request);
      return { status: 201, headers: ['Location', `/api/files/${file.id}`], body: JSON.stringify(file) };
    },
  },
  '/api/files/:id': {
    async GET(request) {
      onlyParameters(request.query, NONE);
      const id = param(request, 'id').toLowerCase();
      const file = UUID.test(id) ? await getFile(request.ctx, id) : undefined;
      if (!file) throw new KilnError('KILN_NOT_FOUND', { detail: 'There is no such file.' });
      return serve(request, file);
    },
  },
};

/** Reads the one file, in a part named `file`, of a multipart body. */
async function receive(request: ApiRequest): Promise<StoredFile> {
  const { req, ctx, workspace } = request;
  const target = targetOf(request);
  const parser = parserFor(request);
  let stored: Promise<StoredFile> | undefined;
  parser.on('file', (part, content, info) => {
    if (part !== 'file' || stored) {
      content.on('error', () => undefined).resume();
      parser.destroy(badForm('Send the file in a part named "file".'));
      return;
    }
    stored = uploadFile(workspace.files, ctx.run, {
      content,
      name: info.filename ?? '',
      declaredType: info.mimeType,
      by: ctx.actor.id,
      ...target,
    });
    // A refused file ends the parsing; a form that ends too early has ended it already.
    stored.catch((error: unknown) => parser.errored ?? parser.destroy(new UploadFailed(error)));
  });
  const refuse = () => parser.destroy(badForm('Send one file and nothing else.'));
  parser.on('filesLimit', refuse).on('fieldsLimit', refuse).on('partsLimit', refuse);
  try {
    await pipeline(req, parser);
  } catch (error) {
    // The file itself may have come whole before the rest of the form was found wrong.
    const file = await stored?.catch(() => undefined);
    if (file) await discardFile(workspace.files, ctx.run, file.id);
    if (error instanceof UploadFailed) throw error.reason;
    throw error instanceof KilnError ? error : badForm('The form data is not complete or not valid.');
  }
  if (!stored) throw badForm('Send the file in a part named "file".');
  return stored;
}

/** Carries the reason out of the parser, apart from what is wrong with the form. */
class UploadFailed extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('the upload failed');
    this.reason = reason;
  }
}

function parserFor({ req, limits }: ApiRequest): busboy.Busboy {
  if (!/^multipart\/form-data\s*;/i.test(req.headers['content-type'] ?? '')) {
    throw new KilnError('KILN_UNSUPPORTED_MEDIA', { detail: 'Send the file as multipart/form-data.' });
  }
  try {
    return busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      // One byte more than is taken, so that the upload itself notices and says so.
      limits: { files: 1, fields: 0, parts: 2, fileSize: limits.fileBytes + 1, headerPairs: 20 },
    });
  } catch {
    throw badForm('The form data has no valid boundary.');
  }
}

/** With `?entity=&field=` a file is refused at once when that field would not take it. */
function targetOf({ ctx, query, limits }: ApiRequest): { maxBytes: number; accept?: readonly string[] } {
  const { entity, field } = query;
  if (entity === undefined && field === undefined) return { maxBytes: limits.fileBytes };
  const target = ctx.access.model.entities.get(entity ?? '')?.fields.get(field ?? '');
  if (!target) {
    throw new KilnError('KILN_BAD_QUERY', { errors: [fault('field', 'unknownField', { name: field ?? '' })] });
  }
  const accept = acceptedTypes(target);
  const maxBytes = Math.min(target.schema['x-maxBytes'] ?? Infinity, limits.fileBytes);
  return { maxBytes, ...(accept ? { accept } : {}) };
}

function badForm(detail: string): KilnError {
  return new KilnError('KILN_BAD_REQUEST', { detail });
}

async function serve({ req, workspace }: ApiRequest, file: StoredFile): Promise<Answer> {
  const tag = `"${file.id}"`;
  // The content under an id never changes.
  const caching = ['ETag', tag, 'Cache-Control', 'private, max-age=31536000, immutable'];
  if (req.headers['if-none-match'] === tag) return { status: 304, headers: caching };
  const shown = SHOWN.has(file.type);
  const headers = [
    ...caching,
    'Content-Type',
    ACTIVE.test(file.type) ? 'application/octet-stream' : file.type,
    'Content-Disposition',
    `${shown ? 'inline' : 'attachment'}; ${fileName(file.name)}`,
    'Accept-Ranges',
    'bytes',
  ];
  const range = parseRange(req.headers.range, file.size);
  if (range === 'unsatisfiable') return { status: 416, headers: ['Content-Range', `bytes */${file.size}`] };
  const length = range ? range.end - range.start + 1 : file.size;
  const place = range ? ['Content-Range', `bytes ${range.start}-${range.end}/${file.size}`] : [];
  return {
    status: range ? 206 : 200,
    headers: [...headers, ...place, 'Content-Length', String(length)],
    body: await workspace.files.get(file.id, range),
  };
}

/** RFC 6266: an ASCII name for everybody, the real one for those who read `filename*`. */
function fileName(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
