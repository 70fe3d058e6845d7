import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { recordKeys } from '../api/keys.ts';
import { LazyAntdLayer } from '../app/LazyAntdLayer.ts';
import { ModelProvider, useLoadLabel, useModel } from '../app/ModelContext.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import styles from './KitchenSink.module.css';
import { KitchenSinkFields } from './KitchenSinkFields.tsx';
import { KitchenSinkForm } from './KitchenSinkForm.tsx';
import { KitchenSinkParts } from './KitchenSinkParts.tsx';
import { sinkLabels, sinkModel } from './kitchenSinkModel.ts';

const shows = { fields: KitchenSinkFields, form: KitchenSinkForm, parts: KitchenSinkParts } as const;

/**
 * Every field type with its cell, view and widget, in every state; the whole as a form; and the parts of pages. For development
 * only: it compiles definitions in the browser, which the Content-Security-Policy of a served page forbids.
 */
export function KitchenSink() {
  const loadLabel = useLoadLabel();
  const { locale } = useModel();
  const model = useMemo(() => sinkModel(locale), [locale]);
  const [shown, show] = useState<keyof typeof shows>('fields');
  const Shown = shows[shown];
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
    <LazyAntdLayer>
      <QueryClientProvider client={cache}>
        <ModelProvider model={model} loadLabel={loadLabel}>
          <div className={styles.page}>
            <PageHeader title="Kitchen sink">
              <Segmented
                label="What is shown"
                hideLabel
                value={shown}
                options={[
                  { value: 'fields', title: 'Fields' },
                  { value: 'form', title: 'Form' },
                  { value: 'parts', title: 'Parts' },
                ]}
                onChange={show}
              />
            </PageHeader>
            <div className={styles.scroll}>
              <Shown />
            </div>
          </div>
        </ModelProvider>
      </QueryClientProvider>
    </LazyAntdLayer>
  );
}
