import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../../core/model/browserModel.ts';
import { LazyAntdLayer } from '../../../app/LazyAntdLayer.ts';
import { ModelProvider, useLoadLabel } from '../../../app/ModelContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import { lazyPart } from '../../../ui/lazyPart.tsx';
import { CelField } from '../cel/CelField.tsx';
import { useEntityEditing } from '../EntityEditing.ts';

const ConditionDialog = lazyPart(async () => (await import('../../forms/ConditionDialog.tsx')).ConditionDialog);

interface RuleConditionProps {
  readonly label: string;
  readonly help: string;
  /** As the draft makes it; undefined: the server has not answered yet. */
  readonly entity: BrowserEntity | undefined;
  readonly source: string;
  readonly onChange: (source: string) => void;
}

/** When a rule applies, or a move is allowed: written as CEL, or put together out of conditions. */
export function RuleCondition({ label, help, entity, source, onChange }: RuleConditionProps) {
  const { t } = useTranslation();
  const { name, model } = useEntityEditing();
  const loadLabel = useLoadLabel();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <CelField label={label} help={help} entity={name} source={source} on="rule" expects="bool" onChange={onChange} />
      {entity ? (
        <div>
          <Button look="quiet" onPointerEnter={() => void ConditionDialog.preload()} onClick={() => setOpen(true)}>
            {t('designer.rule.build')}
          </Button>
        </div>
      ) : null}
      {isOpen && entity ? (
        <Suspense>
          <LazyAntdLayer>
            <ModelProvider model={model} loadLabel={loadLabel}>
              <ConditionDialog
                title={label}
                entity={entity}
                source={source}
                onClose={() => setOpen(false)}
                onUse={(next) => {
                  onChange(next);
                  setOpen(false);
                }}
              />
            </ModelProvider>
          </LazyAntdLayer>
        </Suspense>
      ) : null}
    </>
  );
}
