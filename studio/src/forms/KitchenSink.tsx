import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { recordKeys } from '../api/keys.ts';
import { ModelProvider, useLoadLabel, useModel } from '../app/ModelContext.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import styles from './KitchenSink.module.css';
import { KitchenSinkFields } from './KitchenSinkFields.tsx';
import { KitchenSinkForm } from './KitchenSinkForm.tsx';
import { sinkLabels, sinkModel } from './kitchenSinkModel.ts';

/** Every field type with its cell, view and widget, in every state, and the whole as a form. For development only. */
export function KitchenSink() {
  const loadLabel = useLoadLabel();
  const { locale } = useModel();
  const model = useMemo(() => sinkModel(locale), [locale]);
  const [isForm, setForm] = useState(false);
  // A cache of its own: the records named here exist nowhere.
  const cache = useMemo(() => {
    const client = new QueryClient({
      defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
    });
    for (const { entity, id, label, search } of sinkLabels) {
      client.setQueryData(recordKeys.label(entity, id), label);
      client.setQueryData(recordKeys.options(entity, ''), { recent: [], found: search });
    }
    return client;
  }, []);
  return (
    <QueryClientProvider client={cache}>
      <ModelProvider model={model} loadLabel={loadLabel}>
        <div className={styles.page}>
          <PageHeader title="Kitchen sink">
            <button type="button" className={styles.switch} onClick={() => setForm(!isForm)}>
              {isForm ? 'Fields' : 'Form'}
            </button>
          </PageHeader>
          <div className={styles.scroll}>{isForm ? <KitchenSinkForm /> : <KitchenSinkFields />}</div>
        </div>
      </ModelProvider>
    </QueryClientProvider>
  );
}
