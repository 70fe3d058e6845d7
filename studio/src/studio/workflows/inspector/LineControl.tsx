import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../../core/lib/json.ts';
import type { InputSchema } from '../../../../../core/model/kinds/workflow/steps/StepType.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import styles from '../../entities/inspector/inspector.module.css';
import { CodeInput } from './CodeInput.tsx';
import { DurationInput } from './DurationInput.tsx';
import type { InputControl } from './InputLine.tsx';
import type { InputLook } from './inputKind.ts';
import { inputText } from './inputText.ts';
import { JsonInput } from './JsonInput.tsx';
import { NameChoice } from './NameChoice.tsx';
import { NumberInput } from './NumberInput.tsx';
import { shownText, textOf } from './shownText.ts';

interface LineControlProps {
  readonly control: InputControl;
  readonly look: InputLook;
  readonly schema: InputSchema;
  readonly label: string;
  readonly value: Json | undefined;
  readonly isRequired: boolean;
  /** Names: of which entity and plugin the thing is. */
  readonly entity: string;
  readonly plugin: string;
  readonly onChange: (value: Json | undefined) => void;
}

/** What stands in one line below its label. What has no control is only shown. */
export function LineControl(props: LineControlProps) {
  const { control, look, schema, label, value, isRequired, entity, plugin, onChange } = props;
  switch (look) {
    case 'enum':
      return <EnumChoice {...props} />;
    case 'number':
      return <NumberInput control={control} schema={schema} value={value} onChange={onChange} />;
    case 'duration':
      return <DurationInput control={control} label={label} value={textOf(value)} onChange={onChange} />;
    case 'name':
      return (
        <NameChoice
          control={control}
          label={label}
          kind={schema['x-input'] ?? ''}
          types={schema['x-types']}
          entity={entity}
          plugin={plugin}
          value={textOf(value)}
          isRequired={isRequired}
          onChange={onChange}
        />
      );
    case 'code':
      return <CodeInput label={label} value={textOf(value)} onChange={onChange} />;
    case 'json':
      return <JsonInput label={label} value={value} onChange={onChange} />;
    default:
      return <input {...control} className={styles.input} readOnly value={shownText(value)} />;
  }
}

function EnumChoice({ control, schema, value, onChange }: LineControlProps) {
  const { t, i18n } = useTranslation();
  const options = schema.enum ?? [];
  return (
    <Choice
      {...control}
      value={String(value ?? schema.default ?? '')}
      onChange={({ target }) => onChange(options.find((each) => String(each) === target.value) ?? undefined)}
    >
      {value === undefined && schema.default === undefined ? <option value="">{t('workflows.choose')}</option> : null}
      {options.map((each) => (
        <option key={String(each)} value={String(each)}>
          {inputText(i18n.language, schema['x-titles']?.[String(each)] ?? String(each))}
        </option>
      ))}
    </Choice>
  );
}
