import { useTranslation } from 'react-i18next';
import type { FlowKind, PlacedStep } from '../../../store/workflow/stepTree.ts';
import { textAt } from '../../entities/document/members.ts';
import styles from '../../entities/inspector/inspector.module.css';
import { TextLine } from '../../entities/inspector/TextLine.tsx';
import { BranchesInput } from './BranchesInput.tsx';
import { CasesInput } from './CasesInput.tsx';
import { ExpressionField } from './ExpressionField.tsx';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { NumberInput } from './NumberInput.tsx';

interface FlowSettingsProps {
  readonly kind: FlowKind;
  readonly placed: PlacedStep;
}

const atOnce = { type: 'integer', minimum: 1, maximum: 50, default: 1 } as const;

/** How a step leads the flow: by which condition, value or list. */
export function FlowSettings({ kind, placed: { step, path } }: FlowSettingsProps) {
  const { t } = useTranslation();
  const { set, problemAt } = useInputPlace();
  const expression = (member: 'if' | 'switch' | 'forEach', expects?: 'bool' | 'list') => (
    <ExpressionField
      label={t(`workflows.flow.${member}`)}
      help={t(`workflows.flow.${member}Help`)}
      form="cel"
      isRequired
      isLong
      path={[...path, member]}
      value={textAt(step, member) ?? ''}
      expects={expects}
      onChange={(text) => set([...path, member], text)}
    />
  );
  switch (kind) {
    case 'if':
      return expression('if', 'bool');
    case 'switch':
      return (
        <>
          {expression('switch')}
          <CasesInput path={[...path, 'cases']} value={step.cases} expression={textAt(step, 'switch') ?? ''} />
        </>
      );
    case 'forEach':
      return (
        <>
          {expression('forEach', 'list')}
          <TextLine
            label={t('workflows.flow.as')}
            help={t('workflows.flow.asHelp')}
            isCode
            maxLength={40}
            value={textAt(step, 'as') ?? ''}
            problem={problemAt([...path, 'as'])}
            onChange={(text) => set([...path, 'as'], text)}
          />
          <InputLine
            label={t('workflows.flow.parallel')}
            help={t('workflows.flow.parallelHelp')}
            problem={problemAt([...path, 'parallel'])}
          >
            {(control) => (
              <NumberInput
                control={control}
                schema={atOnce}
                value={step.parallel}
                onChange={(value) => set([...path, 'parallel'], value)}
              />
            )}
          </InputLine>
        </>
      );
    case 'parallel':
      return <BranchesInput path={[...path, 'parallel']} value={step.parallel} />;
    case 'try':
      return <p className={styles.note}>{t('workflows.flow.try')}</p>;
  }
}
