import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json, type JsonObject } from '../../../../../core/lib/json.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { isApiName } from '../../entities/document/apiName.ts';
import { withMember, withRenamed } from '../../entities/document/members.ts';
import styles from '../../entities/inspector/inspector.module.css';
import { Part } from '../../entities/inspector/Part.tsx';
import { freeName } from '../../forms/document/freeName.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { ExpressionField } from './ExpressionField.tsx';
import line from './InputLine.module.css';
import { useInputPlace } from './InputPlace.ts';
import { useTypedName } from './useTypedName.ts';

const types = ['string', 'integer', 'number', 'boolean', 'array', 'object'] as const;

/** What a run keeps and its steps may change: names, types and first values. */
export function VariablesPart() {
  const { t } = useTranslation();
  const { document } = useWorkflowDesign();
  const { set } = useInputPlace();
  const variables = isObject(document.variables) ? document.variables : {};
  const names = Object.keys(variables);
  const put = (next: JsonObject) => set(['variables'], Object.keys(next).length > 0 ? next : undefined);
  return (
    <Part title={t('workflows.variablesPart')} summary={names.join(', ')}>
      <p className={styles.help}>{t('workflows.variablesHelp')}</p>
      <ul className={line.items}>
        {names.map((name, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed, the line stays
          <li key={at} className={line.item}>
            <VariableLine
              name={name}
              variable={variables[name]}
              taken={names}
              onRename={(to) => put(withRenamed(variables, name, to))}
            />
            <Button
              look="quiet"
              aria-label={t('workflows.removePair', { name })}
              icon={<Trash2 size={14} aria-hidden />}
              onClick={() => put(withMember(variables, name, undefined))}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button
          look="quiet"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => put({ ...variables, [freeName('value', new Set(names))]: { type: 'string' } })}
        >
          {t('workflows.newVariable')}
        </Button>
      </div>
    </Part>
  );
}

interface VariableLineProps {
  readonly name: string;
  readonly variable: Json | undefined;
  readonly taken: readonly string[];
  readonly onRename: (to: string) => void;
}

function VariableLine({ name, variable, taken, onRename }: VariableLineProps) {
  const { t } = useTranslation();
  const { set } = useInputPlace();
  const schema = isObject(variable) ? variable : {};
  const isFit = (text: string) => isApiName(text) && (text === name || !taken.includes(text));
  const typed = useTypedName(name, isFit, onRename);
  const first = schema.default;
  return (
    <div className={`${line.itemBody} ${line.card}`}>
      <div className={styles.pair}>
        <input
          className={`${styles.input} ${styles.code}`}
          aria-label={t('workflows.variableName', { name })}
          aria-invalid={typed.isWrong}
          maxLength={40}
          {...typed.props}
        />
        <Choice
          aria-label={t('workflows.variableType', { name })}
          value={typeof schema.type === 'string' ? schema.type : 'string'}
          onChange={({ target }) => set(['variables', name], { ...schema, type: target.value })}
        >
          {types.map((each) => (
            <option key={each} value={each}>
              {t(`designer.shape.type.${each}`)}
            </option>
          ))}
        </Choice>
      </div>
      <ExpressionField
        label={t('workflows.variableDefault')}
        form="template"
        path={['variables', name, 'default']}
        value={first === undefined ? '' : typeof first === 'string' ? first : JSON.stringify(first)}
        onChange={(text) =>
          set(['variables', name, 'default'], text === '' ? undefined : typedValue(text, schema.type))
        }
      />
    </div>
  );
}

/** A plain value of the variable's type; an expression stays a text. */
function typedValue(text: string, type: Json | undefined): Json {
  if (type === 'string' || type === undefined || text.includes('${')) return text;
  try {
    return JSON.parse(text);
  } catch {
    // It is being typed; the check says what is wrong with it.
    return text;
  }
}
