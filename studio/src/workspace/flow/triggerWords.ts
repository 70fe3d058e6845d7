import type { TFunction } from 'i18next';
import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import { durationWords } from '../../lib/durationWords.ts';
import { scheduleText } from '../../lib/scheduleText.ts';
import { findEntity, findField } from '../../store/model.ts';

export const triggerKinds = [
  ...(['record.created', 'record.updated', 'record.deleted', 'record.restored', 'date', 'cron'] as const),
  ...(['manual', 'form', 'webhook', 'workflow', 'plugin'] as const),
];
export type TriggerKind = (typeof triggerKinds)[number];

/** What sets a workflow off, as a sentence. */
export function triggerWords(t: TFunction, model: BrowserModel, document: JsonObject, language: string): string {
  const trigger = isObject(document.trigger) ? document.trigger : {};
  const on = triggerKinds.find((kind) => kind === trigger.on);
  const entity = findEntity(model, text(trigger.entity));
  const title = entity?.title ?? (text(trigger.entity) || '…');
  const fieldTitle = (name: string) => (entity && findField(entity, name)?.title) ?? name;
  switch (on) {
    case undefined:
      return t('flow.noTrigger');
    case 'record.updated': {
      const watched = texts(trigger.watch).map(fieldTitle);
      if (watched.length === 0) return t('flow.when.record.updated', { entity: title });
      const fields = new Intl.ListFormat(language, { type: 'disjunction' }).format(watched);
      return t('flow.when.record.watched', { entity: title, fields });
    }
    case 'date': {
      const field = fieldTitle(text(trigger.field)) || '…';
      const offset = text(trigger.offset);
      const isYearly = trigger.every === 'year';
      const size = offset.replace(/^-/, '');
      const length = durationWords(size, language) ?? size;
      if (offset === '') return t(isYearly ? 'flow.when.yearly.on' : 'flow.when.date', { entity: title, field });
      if (isYearly) {
        return offset.startsWith('-')
          ? t('flow.when.yearly.before', { entity: title, field, length })
          : t('flow.when.yearly.after', { entity: title, field, length });
      }
      return offset.startsWith('-')
        ? t('flow.when.before', { entity: title, field, length })
        : t('flow.when.after', { entity: title, field, length });
    }
    case 'cron':
      return t('flow.when.cron', { schedule: scheduleText(t, text(trigger.cron), text(trigger.timeZone), language) });
    case 'manual':
      return entity ? t('flow.when.button', { entity: title }) : t('flow.when.manual');
    case 'form': {
      const form = model.forms.find(({ name }) => name === trigger.form);
      return t('flow.when.form', { form: form?.title ?? (text(trigger.form) || '…') });
    }
    case 'plugin':
      return t('flow.when.plugin', { plugin: text(trigger.plugin) || '…', event: text(trigger.event) || '…' });
    default:
      return t(`flow.when.${on}`, { entity: title });
  }
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
