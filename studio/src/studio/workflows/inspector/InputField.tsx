import { SquareFunction } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../../core/lib/json.ts';
import { titleOf } from '../../../../../core/model/title.ts';
import { Toggle } from '../../entities/inspector/Toggle.tsx';
import { triggerEntity } from '../document/triggerEntity.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { ExpressionField } from './ExpressionField.tsx';
import type { InputFieldProps } from './InputFieldProps.ts';
import { InputGroup } from './InputGroup.tsx';
import line from './InputLine.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { inputLook, isExpression, takesExpression } from './inputKind.ts';
import { inputText } from './inputText.ts';
import { LineControl } from './LineControl.tsx';
import { ListInput } from './ListInput.tsx';
import { PairsInput } from './PairsInput.tsx';
import { PeopleInput } from './PeopleInput.tsx';
import { shownText, textOf } from './shownText.ts';
import { ValueOrSecret } from './ValueOrSecret.tsx';
import { ValuesInput } from './ValuesInput.tsx';
import { VariablesInput } from './VariablesInput.tsx';

/** One member of what is set of a step, by its schema. Whatever is no fixed name may be an expression instead. */
export function InputField(props: InputFieldProps) {
  const { schema, name, path, value, isRequired = false } = props;
  const { t, i18n } = useTranslation();
  const { document } = useWorkflowDesign();
  const { set, problemAt } = useInputPlace();
  const look = inputLook(schema);
  const mayCompute = takesExpression(schema, look);
  const [isComputed, setComputed] = useState(mayCompute && isExpression(value));
  const label = inputText(i18n.language, schema.title ?? titleOf(name));
  const help = schema.description === undefined ? undefined : inputText(i18n.language, schema.description);
  const common = { label, help, isRequired, path };
  const put = (next: Json | undefined) => set(path, next);
  const swap = mayCompute ? (
    <button
      type="button"
      className={line.tool}
      aria-pressed={isComputed}
      aria-label={t('workflows.computed', { field: label })}
      title={t('workflows.computedHint')}
      onClick={() => {
        setComputed(!isComputed);
        put(undefined);
      }}
    >
      <SquareFunction size={14} aria-hidden />
    </button>
  ) : null;

  if (isComputed) {
    const text = typeof value === 'string' ? value : '';
    return (
      <ExpressionField
        {...common}
        form="template"
        value={text}
        actions={swap}
        onChange={(next) => put(next || undefined)}
      />
    );
  }
  // Where nothing is said, it is about the record of the run.
  const entity = textOf(props.beside[schema['x-of'] ?? 'entity']) || triggerEntity(document);
  switch (look) {
    case 'text':
    case 'long':
    case 'where':
    case 'cel':
      return (
        <ExpressionField
          {...common}
          form={look === 'text' || look === 'long' ? 'template' : look}
          entity={look === 'where' ? entity : undefined}
          isLong={look !== 'text'}
          value={shownText(value)}
          onChange={(next) => put(next === '' ? undefined : next)}
        />
      );
    case 'values':
      return <ValuesInput {...common} entity={entity} value={value} isNew={schema['x-input'] === 'newValues'} />;
    case 'variables':
      return <VariablesInput path={path} value={value} />;
    case 'people':
      return <PeopleInput {...common} schema={schema} value={value} entity={entity} />;
    case 'secret':
      return <ValueOrSecret label={label} path={path} value={value} />;
    case 'group':
      return <InputGroup Field={InputField} schema={schema} title={label} path={path} value={value} />;
    case 'list':
      return (
        <ListInput {...common} Field={InputField} schema={schema} value={value} beside={props.beside} actions={swap} />
      );
    case 'pairs':
      return <PairsInput {...common} schema={schema} value={value} />;
    case 'switch':
      return (
        <div className={line.head}>
          <Toggle
            label={label}
            help={help}
            isOn={(value ?? schema.default) === true}
            onChange={(isOn) => put(isOn === schema.default ? undefined : isOn)}
          />
          {swap}
        </div>
      );
    default:
  }
  return (
    <InputLine label={label} isRequired={isRequired} help={help} problem={problemAt(path)} actions={swap}>
      {(control) => (
        <LineControl
          control={control}
          look={look}
          schema={schema}
          label={label}
          value={value}
          isRequired={isRequired}
          entity={entity}
          plugin={textOf(props.beside.plugin)}
          onChange={put}
        />
      )}
    </InputLine>
  );
}
