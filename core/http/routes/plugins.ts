import type { Ctx } from '../../context/types.ts';
import { wordedFault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { requireRight } from '../../identity/requireRight.ts';
import type { JsonObject } from '../../lib/json.ts';
import { packageLimits } from '../../plugins/package/limits.ts';
import { changeVersion, type VersionOptions } from '../../workspace/plugins/changeVersion.ts';
import { configurePlugin } from '../../workspace/plugins/configurePlugin.ts';
import { getPlugin } from '../../workspace/plugins/getPlugin.ts';
import { listPlugins } from '../../workspace/plugins/listPlugins.ts';
import { openSource, type PluginSource } from '../../workspace/plugins/openSource.ts';
import { setEnabled } from '../../workspace/plugins/setEnabled.ts';
import { setIsolation } from '../../workspace/plugins/setIsolation.ts';
import { uninstallPlugin } from '../../workspace/plugins/uninstallPlugin.ts';
import { type Answer, type ApiRequest, flag, hasBody, ok, onlyParameters, param, type Routes } from '../answer.ts';
import { createBodyParser } from '../createBodyParser.ts';
import { statusOfChange } from '../statusOfChange.ts';

const NONE = new Set<string>();
const LOCALE = new Set(['locale']);
const GRANT = new Set(['grant', 'dryRun', 'sha256', 'locale']);
const UNINSTALL = new Set(['data', 'dryRun']);

/** The life of plugins: each step is a change-set. For whoever holds the system right `plugins`. */
export const plugins: Routes = {
  '/api/plugins': {
    async GET({ ctx, workspace, query }) {
      requireRight(ctx, 'plugins');
      onlyParameters(query, LOCALE);
      return ok(JSON.stringify(await listPlugins(workspace, ctx.model, query.locale ?? 'en')));
    },
    POST: (request) => change(request, 'install'),
  },
  '/api/plugins/:id': {
    async GET(request) {
      const { ctx, workspace, query } = request;
      requireRight(ctx, 'plugins');
      onlyParameters(query, LOCALE);
      const live = workspace.models.current();
      return ok(JSON.stringify(await getPlugin(workspace, live, param(request, 'id'), query.locale ?? 'en')));
    },
    async DELETE(request) {
      const { ctx, workspace, query } = request;
      requireRight(ctx, 'plugins');
      onlyParameters(query, UNINSTALL);
      const { data } = query;
      if (data !== 'keep' && data !== 'park') {
        const message = 'Say what becomes of its data: data=keep or data=park.';
        throw new KilnError('KILN_BAD_QUERY', { errors: [wordedFault('data', 'other', message)] });
      }
      const options = { data, dryRun: flag(query, 'dryRun') } as const;
      const result = await uninstallPlugin(workspace, param(request, 'id'), options, ctx.actor);
      return { status: result.job ? 202 : 200, body: JSON.stringify(result) };
    },
  },
  '/api/plugins/:id/upgrade': { POST: (request) => change(request, 'upgrade') },
  '/api/plugins/:id/downgrade': { POST: (request) => change(request, 'downgrade') },
  '/api/plugins/:id/enable': { POST: (request) => enable(request, true) },
  '/api/plugins/:id/disable': { POST: (request) => enable(request, false) },
  '/api/plugins/:id/configure': {
    async POST(request) {
      const { ctx, workspace, query } = request;
      requireRight(ctx, 'plugins');
      onlyParameters(query, NONE);
      const id = param(request, 'id');
      const { isolation: wanted, ...settings } = await parseSettings(request);
      await configurePlugin(ctx, installed(ctx, id), settings);
      if (wanted) await setIsolation(workspace, id, wanted, ctx.actor);
      const { config, secrets, isolation } = await getPlugin(workspace, workspace.models.current(), id, 'en');
      return ok(JSON.stringify({ config, secrets, isolation }));
    },
  },
};

interface SettingsBody {
  readonly config?: JsonObject;
  readonly secrets?: Readonly<Record<string, string | null>>;
  readonly isolation?: 'shared' | 'own';
}

const parseSettings = createBodyParser<SettingsBody>(
  {
    config: { type: 'object' },
    secrets: { type: 'object', maxProperties: 50, additionalProperties: { type: ['string', 'null'] } },
    isolation: { type: 'string', enum: ['shared', 'own'] },
  },
  [],
);

interface ChangeBody {
  readonly path?: string;
  readonly id?: string;
  readonly version?: string;
  readonly grant?: boolean;
  readonly dryRun?: boolean;
  readonly sha256?: string;
}

const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const parseChange = createBodyParser<ChangeBody>(
  {
    path: { type: 'string', minLength: 1, maxLength: 4_000 },
    id: { type: 'string', minLength: 1, maxLength: 60 },
    version: { type: 'string', minLength: 1, maxLength: 60 },
    grant: { type: 'boolean' },
    dryRun: { type: 'boolean' },
    sha256,
  },
  [],
);

/** Install, upgrade and downgrade: shown, or with a grant done. */
async function change(request: ApiRequest, way: Exclude<VersionOptions['way'], 'any'>): Promise<Answer> {
  const { ctx, workspace } = request;
  requireRight(ctx, 'plugins');
  const id = request.params.id;
  const { source, ...options } = isArchive(request) ? await fromArchive(request) : await fromJson(request, id);
  const candidate = await openSource(workspace, source, ctx.actor);
  if (id !== undefined && candidate.version.manifest.id !== id) {
    throw new KilnError('KILN_CONFLICT', { detail: `This is a package of ${candidate.version.manifest.id}.` });
  }
  // Else whoever may install could make a role what they like.
  if (candidate.version.definitions.some(({ kind }) => kind === 'role')) requireRight(ctx, 'roles');
  const { locale = 'en' } = request.query;
  const result = await changeVersion(workspace, candidate, { way, locale, ...options }, ctx.actor);
  return { status: statusOfChange(result, { dryRun: !options.grant }), body: JSON.stringify(result) };
}

type Asked = Pick<VersionOptions, 'grant' | 'sha256'> & { readonly source: PluginSource };

async function fromArchive({ query, bytes }: ApiRequest): Promise<Asked> {
  onlyParameters(query, GRANT);
  const options = asked({
    grant: flag(query, 'grant'),
    dryRun: flag(query, 'dryRun'),
    ...(query.sha256 === undefined ? {} : { sha256: query.sha256 }),
  });
  return { source: { archive: await bytes(packageLimits.archiveBytes) }, ...options };
}

async function fromJson(request: ApiRequest, plugin: string | undefined): Promise<Asked> {
  onlyParameters(request.query, LOCALE);
  const { path, id, version, ...rest } = hasBody(request) ? await parseChange(request) : {};
  const sources: PluginSource[] = [
    ...(path === undefined ? [] : [{ path }]),
    ...(id === undefined ? [] : [{ id }]),
    ...(version === undefined || plugin === undefined ? [] : [{ plugin, version }]),
  ];
  const [source] = sources;
  if (!source || sources.length > 1) {
    const kept = plugin === undefined ? '' : ', "version": one that was installed before';
    const message = `Say where the package is: "path" on the server, "id" in the folder of plugins${kept}; or send a .tgz as application/gzip.`;
    throw new KilnError('KILN_INVALID', { errors: [wordedFault('', 'other', message)] });
  }
  return { source, ...asked(rest) };
}

/** A dry run grants nothing. */
function asked({ grant = false, dryRun = false, sha256: digest }: ChangeBody): Omit<Asked, 'source'> {
  return { grant: grant && !dryRun, ...(digest === undefined ? {} : { sha256: digest }) };
}

function isArchive({ req }: ApiRequest): boolean {
  return /^application\/(x-)?(gzip|gtar|tgz|tar\+gzip)\s*(;|$)/i.test(req.headers['content-type'] ?? '');
}

async function enable(request: ApiRequest, enabled: boolean): Promise<Answer> {
  const { ctx, workspace, query } = request;
  requireRight(ctx, 'plugins');
  onlyParameters(query, new Set(['dryRun']));
  const options = { dryRun: flag(query, 'dryRun') };
  const result = await setEnabled(workspace, param(request, 'id'), enabled, ctx.actor, options);
  return { status: 200, body: JSON.stringify(result) };
}

function installed({ model }: Ctx, id: string) {
  const plugin = model.plugins.get(id);
  if (!plugin) throw new KilnError('KILN_NOT_FOUND', { detail: 'This plugin is not installed.' });
  return plugin;
}
