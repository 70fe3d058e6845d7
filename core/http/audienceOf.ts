import type { Actor } from '../context/types.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { nameOf } from '../model/references/nameOf.ts';
import type { OldName } from '../model/references/oldNames.ts';
import { countUnread } from '../notifications/listNotifications.ts';
import type { Audience } from '../realtime/Audience.ts';
import type { Person } from '../realtime/protocol.ts';
import { readableIds } from '../records/readableIds.ts';
import { concernedBy } from '../workflows/approvals/concernedBy.ts';
import type { Workspace } from '../workspace/types.ts';

/** What live events ask of a workspace. */
export function audienceOf(workspace: Workspace): Audience {
  const { models, ctx } = workspace;
  const accessOf = ({ roles }: Actor) => models.current().accessOf(roles);
  return {
    seesEverything: (actor) => accessOf(actor).unlimited,
    seesEntity: (actor, entity) => accessOf(actor).model.entities.has(entity),
    nameNow: (entity) => nameNow(models.current().oldNames, entity),
    readable: (actor, entity, ids) => readableIds(ctx(actor, 'live'), entity, ids),
    shapes: (actor, kind) => accessOf(actor).mayUse('studio') || (kind === 'role' && accessOf(actor).mayUse('roles')),
    unreadOf: (users) => countUnread({ run: workspace.db }, users),
    concernedBy: (approvals) => concernedBy({ run: workspace.db, model: workspace.model() }, approvals),
    administersPlugins: (actor) => accessOf(actor).mayUse('plugins'),
    administersWorkflows: (actor) => accessOf(actor).mayUse('workflows'),
    personOf: (actor) => personOf(workspace, actor),
  };
}

/** What an entity is called today that is named as it was once. */
function nameNow(oldNames: readonly OldName[], entity: string): string {
  const now = Date.now();
  const old = oldNames.find(({ name, target, until }) => name === entity && target.what === 'entity' && until > now);
  return old ? nameOf(old.target) : entity;
}

/** As the user's record says: a token has a name of its own. */
async function personOf({ db, model }: Workspace, { id, name }: Actor): Promise<Person> {
  const avatar = model().entities.get('user')?.fields.get('avatar');
  const picture = avatar?.type.name === 'image' ? `${quoteIdent(avatar.column)} ->> 'id'` : 'null';
  const [row] = await db.query({
    text: `select name, ${picture} from data."user" where id = $1`,
    values: [id],
    readOnly: true,
  });
  const [known, file] = row ?? [];
  return { id, name: known ?? name, ...(file ? { avatar: file } : {}) };
}
