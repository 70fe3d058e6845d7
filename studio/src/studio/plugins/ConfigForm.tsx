import { useId, useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { fault } from '../../../../core/errors/fault.ts';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { FormTab } from '../../../../core/model/types.ts';
import { ApiError } from '../../api/ApiError.ts';
import { configurePlugin, type PluginDetails } from '../../api/plugins.ts';
import { RecordForm } from '../../forms/RecordForm.tsx';
import { errorText } from '../../lib/errorText.ts';
import { faultMessage } from '../../lib/faultMessage.ts';
import { parsePointer } from '../../lib/jsonPointer.ts';
import { isEmpty } from '../../lib/values.ts';
import { createDraft } from '../../store/createDraft.ts';
import { initialValues } from '../../store/initialValues.ts';
import { Button } from '../../ui/Button.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { configEntity } from './configEntity.ts';
import styles from './PluginPage.module.css';
import { useRefreshPlugins } from './usePlugins.ts';

interface ConfigFormProps {
  readonly plugin: PluginDetails;
  readonly schema: JsonObject;
}

/** The settings of a plugin. The server checks them against the schema; only what is missing is told before. */
export function ConfigForm({ plugin, schema }: ConfigFormProps) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const refresh = useRefreshPlugins();
  const formId = useId();
  const text = JSON.stringify(schema);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the schema is what its text is
  const entity = useMemo(
    () => configEntity(schema, `plugin-${plugin.id}`, plugin.title),
    [text, plugin.id, plugin.title],
  );
  const tabs = useMemo(
    (): FormTab[] => [{ sections: [{ columns: 1, fields: entity.fields.map(({ name }) => ({ field: name })) }] }],
    [entity],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read again must not empty what was typed
  const draft = useMemo(() => createDraft({ ...initialValues(entity.fields), ...plugin.config.values }), []);
  const isDirty = useSyncExternalStore(draft.subscribe, () => draft.state().isDirty);
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  async function save() {
    if (isSaving) return;
    setSaving(true);
    setFailure(undefined);
    try {
      const given = Object.entries(draft.get()).filter(([, value]) => !isEmpty(value));
      await configurePlugin(plugin.id, { config: Object.fromEntries(given) });
      draft.accept(draft.get());
      toasts.success(t('plugins.settingsSaved'));
      await refresh();
    } catch (error) {
      const faults = error instanceof ApiError ? error.faults : [];
      draft.setFaults(faults.map((each) => ({ ...each, pointer: each.pointer.replace(/^\/config(?=\/)/, '') })));
      setFailure(error);
    } finally {
      setSaving(false);
    }
  }

  const known = new Set(entity.fields.map(({ name }) => name));
  const others =
    failure instanceof ApiError
      ? failure.faults.filter(({ pointer }) => !known.has(parsePointer(pointer)[1] ?? ''))
      : [];
  return (
    <>
      <RecordForm
        formId={formId}
        idPrefix="config"
        entity={entity}
        draft={draft}
        tabs={tabs}
        isPassing
        check={(values) =>
          entity.fields
            .filter(({ name, required }) => required && isEmpty(values[name]))
            .map(({ name, title }) => fault(`/${name}`, 'required', { title }))
        }
        onSubmit={save}
      />
      {others.map((each) => (
        <p key={each.pointer} role="alert" className={styles.error}>
          {faultMessage(t, each)}
        </p>
      ))}
      {failure !== undefined && !(failure instanceof ApiError && failure.faults.length > 0) ? (
        <p role="alert" className={styles.error}>
          {errorText(t, failure)}
        </p>
      ) : null}
      <div className={styles.foot}>
        <Button look="main" type="submit" form={formId} disabled={!isDirty || isSaving} aria-busy={isSaving}>
          {t('action.save')}
        </Button>
      </div>
    </>
  );
}
