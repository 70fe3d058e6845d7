import type { JsonObject } from '../../../../../core/lib/json.ts';
import type { BrowserModel } from '../../../../../core/model/browserModel.ts';
import { findEntity, findField } from '../../../store/model.ts';

export interface WorkflowTemplate {
  readonly name: TemplateName;
  readonly icon: string;
  /** In English, as its document says them; undefined: the model has not what it needs. */
  readonly make: (model: BrowserModel) => JsonObject | undefined;
  /** Its texts in Chinese, by the English ones. */
  readonly chinese: Readonly<Record<string, string>>;
}

export type TemplateName = 'blank' | 'newRecord' | 'approval' | 'reminder' | 'schedule' | 'webhook';

/** What a new workflow may begin as: small, whole, and about the entities that are there. */
export const workflowTemplates: readonly WorkflowTemplate[] = [
  {
    name: 'blank',
    icon: 'workflow',
    make: () => ({ trigger: { on: 'manual' }, steps: [] }),
    chinese: {},
  },
  {
    name: 'newRecord',
    icon: 'bell',
    make(model) {
      const entity = ownedEntity(model, ['lead', 'ticket', 'account']);
      if (!entity) return undefined;
      return {
        trigger: { on: 'record.created', entity },
        steps: [
          {
            id: 'check',
            title: 'Does it have an owner?',
            if: 'has(record.ownerId)',
            then: [notify('told', 'Tell the owner', '${record.ownerId}', titleFor(model, entity, 'New'))],
          },
        ],
      };
    },
    chinese: { 'Does it have an owner?': '是否有负责人？', 'Tell the owner': '通知负责人' },
  },
  {
    name: 'approval',
    icon: 'stamp',
    make(model) {
      const entity = ownedEntity(model, ['quote', 'opportunity', 'order']);
      const role = model.roles.find(({ name }) => name === 'salesManager') ?? model.roles[0];
      if (!entity || !role) return undefined;
      return {
        trigger: { on: 'manual', entity },
        steps: [
          {
            id: 'approval',
            title: 'Ask for approval',
            do: 'approval',
            with: { approvers: { role: role.name }, mode: 'any', deadline: 'P2D' },
          },
          notify('told', 'Tell the outcome', '${record.ownerId}', '${steps.approval.output.outcome}'),
        ],
      };
    },
    chinese: { 'Ask for approval': '请求审批', 'Tell the outcome': '通知结果' },
  },
  {
    name: 'reminder',
    icon: 'calendar',
    make(model) {
      const found = datedEntity(model, ['task', 'activity', 'opportunity', 'order']);
      if (!found) return undefined;
      return {
        trigger: { on: 'date', entity: found.entity, field: found.field, offset: '-P1D', at: '09:00' },
        steps: [
          notify('told', 'Remind the owner', '${record.ownerId}', titleFor(model, found.entity, 'Due tomorrow:')),
        ],
      };
    },
    chinese: { 'Remind the owner': '提醒负责人' },
  },
  {
    name: 'schedule',
    icon: 'repeat',
    make(model) {
      const entity = ownedEntity(model, ['opportunity', 'lead', 'account']);
      if (!entity) return undefined;
      return {
        trigger: { on: 'cron', cron: '0 9 * * 1' },
        steps: [
          {
            id: 'found',
            title: 'Find what has rested for a month',
            do: 'records.find',
            with: { entity, where: 'updatedAt < now() - duration("P30D")', limit: 100 },
          },
          {
            id: 'each',
            forEach: 'steps.found.output.data',
            as: 'item',
            steps: [notify('told', 'Remind the owner', '${item.ownerId}', titleFor(model, entity, 'Resting:', 'item'))],
          },
        ],
      };
    },
    chinese: { 'Find what has rested for a month': '查找一个月未更新的记录', 'Remind the owner': '提醒负责人' },
  },
  {
    name: 'webhook',
    icon: 'globe',
    make(model) {
      const entity = findEntity(model, 'lead') ?? findEntity(model, 'contact');
      if (!entity) return undefined;
      return {
        trigger: {
          on: 'webhook',
          schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
        },
        steps: [
          {
            id: 'created',
            do: 'records.create',
            with: { entity: entity.name, values: { [entity.display]: '${trigger.body.name}' } },
          },
        ],
      };
    },
    chinese: {},
  },
];

function notify(id: string, title: string, to: string, text: string): JsonObject {
  return { id, title, do: 'notify', with: { to, title: text } };
}

/** `New: ${record.name}` where the entity has a text to call its records by. */
function titleFor(model: BrowserModel, entity: string, words: string, variable = 'record'): string {
  const known = findEntity(model, entity);
  const field = known && findField(known, known.display);
  return field && field.cel.kind === 'string'
    ? `${words} \${${variable}.${field.name}}`
    : `${words} \${${variable}.id}`;
}

function ownedEntity(model: BrowserModel, wanted: readonly string[]): string | undefined {
  const owned = model.entities.filter(({ owned: isOwned, settings, parent }) => isOwned && !settings && !parent);
  return (wanted.map((name) => owned.find((each) => each.name === name)).find(Boolean) ?? owned[0])?.name;
}

function datedEntity(model: BrowserModel, wanted: readonly string[]) {
  const all = model.entities.filter(({ owned, parent }) => owned && !parent);
  const sorted = [...all].sort((one, other) => rank(wanted, one.name) - rank(wanted, other.name));
  for (const { name, fields } of sorted) {
    const field = fields.find(
      ({ type, system, computed }) => (type === 'date' || type === 'dateTime') && !system && !computed,
    );
    if (field) return { entity: name, field: field.name };
  }
  return undefined;
}

function rank(wanted: readonly string[], name: string): number {
  const at = wanted.indexOf(name);
  return at < 0 ? wanted.length : at;
}
