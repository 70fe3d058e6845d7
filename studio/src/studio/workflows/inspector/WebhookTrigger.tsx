import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';
import { workflowKeys } from '../../../api/keys.ts';
import { getHook, renewHook } from '../../../api/workflows.ts';
import { ConfirmDialog } from '../../../identity/parts/ConfirmDialog.tsx';
import { CopyLine } from '../../../identity/parts/CopyLine.tsx';
import { Button } from '../../../ui/Button.tsx';
import { textAt } from '../../entities/document/members.ts';
import styles from '../../entities/inspector/inspector.module.css';
import { TextLine } from '../../entities/inspector/TextLine.tsx';
import { Toggle } from '../../entities/inspector/Toggle.tsx';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { JsonInput } from './JsonInput.tsx';
import { NameLine } from './NameLine.tsx';

/** The address that another system calls, how its calls are signed, and what they have to bring. */
export function WebhookTrigger({ trigger }: { readonly trigger: JsonObject }) {
  const { t } = useTranslation();
  const { set, problemAt } = useInputPlace();
  const hmac = isObject(trigger.hmac) ? trigger.hmac : undefined;
  return (
    <>
      <Address />
      <Toggle
        label={t('workflows.hook.signed')}
        help={t('workflows.hook.signedHelp')}
        isOn={hmac !== undefined}
        onChange={(isOn) => set(['trigger', 'hmac'], isOn ? { secret: '' } : undefined)}
      />
      {hmac ? (
        <>
          <NameLine
            label={t('workflows.secret')}
            kind="secret"
            path={['trigger', 'hmac', 'secret']}
            value={textAt(hmac, 'secret') ?? ''}
            onChange={(next) => set(['trigger', 'hmac', 'secret'], next ?? '')}
          />
          <TextLine
            label={t('workflows.hook.header')}
            isCode
            maxLength={100}
            value={textAt(hmac, 'header') ?? ''}
            problem={problemAt(['trigger', 'hmac', 'header'])}
            onChange={(text) => set(['trigger', 'hmac', 'header'], text || undefined)}
          />
        </>
      ) : null}
      <InputLine
        label={t('workflows.hook.schema')}
        help={t('workflows.hook.schemaHelp')}
        problem={problemAt(['trigger', 'schema'])}
      >
        {() => (
          <JsonInput
            label={t('workflows.hook.schema')}
            value={trigger.schema}
            onChange={(schema) => set(['trigger', 'schema'], schema)}
          />
        )}
      </InputLine>
    </>
  );
}

/** It is made when the workflow is published. */
function Address() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { name, saved } = useWorkflowDesign();
  const isPublished = isObject(saved?.trigger) && saved.trigger.on === 'webhook';
  const { data } = useQuery({
    queryKey: workflowKeys.hook(name),
    queryFn: async ({ signal }) => (await getHook(name, signal)) ?? null,
    enabled: isPublished,
  });
  if (!isPublished) return <p className={styles.note}>{t('workflows.hook.unpublished')}</p>;
  if (!data) return null;
  const address = `${window.location.origin}${data.path}`;
  return (
    <div className={styles.line}>
      <CopyLine label={t('workflows.hook.address')} text={address} />
      <p className={styles.help}>{t('workflows.hook.addressHelp')}</p>
      <div>
        <Button icon={<RefreshCw size={14} aria-hidden />} onClick={() => setAsking(true)}>
          {t('workflows.hook.renew')}
        </Button>
      </div>
      {isAsking ? (
        <ConfirmDialog
          title={t('workflows.hook.renew')}
          text={t('workflows.hook.renewText')}
          action={t('workflows.hook.renew')}
          run={async () => cache.setQueryData(workflowKeys.hook(name), (await renewHook(name)) ?? null)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}
