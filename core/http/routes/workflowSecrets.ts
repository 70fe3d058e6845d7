import { fault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { forgetSecret } from '../../workflows/secrets/forgetSecret.ts';
import { listSecrets } from '../../workflows/secrets/listSecrets.ts';
import { type SecretInput, setSecret } from '../../workflows/secrets/setSecret.ts';
import { ok, onlyParameters, param, type Routes } from '../answer.ts';
import { createBodyParser } from '../createBodyParser.ts';

const NONE = new Set<string>();
/** As in manifests of plugins. */
const host = '^(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$';
const parseSecret = createBodyParser<SecretInput>(
  {
    name: { type: 'string', pattern: '^[a-zA-Z][a-zA-Z0-9_-]{0,59}$' },
    value: { type: 'string', minLength: 1, maxLength: 10_000 },
    hosts: { type: 'array', items: { type: 'string', maxLength: 200, pattern: host }, maxItems: 20, uniqueItems: true },
  },
  ['name'],
);

/** Secrets that steps of workflows name. Nobody is given one back. */
export const workflowSecrets: Routes = {
  '/api/workflow-secrets': {
    async GET({ ctx, query }) {
      onlyParameters(query, NONE);
      return { ...ok(await listSecrets(ctx)), headers: ['Cache-Control', 'no-store'] };
    },
    async POST(request) {
      onlyParameters(request.query, NONE);
      if (await setSecret(request.ctx, await parseSecret(request))) return { status: 204 };
      throw new KilnError('KILN_INVALID', { errors: [fault('/value', 'required', { title: 'value' })] });
    },
  },
  '/api/workflow-secrets/:name': {
    async DELETE(request) {
      onlyParameters(request.query, NONE);
      await forgetSecret(request.ctx, param(request, 'name'));
      return { status: 204 };
    },
  },
};
