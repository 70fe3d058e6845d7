import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { isApiName } from '../../entities/document/apiName.ts';
import styles from '../../entities/inspector/inspector.module.css';
import { Part } from '../../entities/inspector/Part.tsx';
import { Toggle } from '../../entities/inspector/Toggle.tsx';
import {
  type Asked,
  askedFor,
  askedTypes,
  askMore,
  askNot,
  renameAsked,
  setAsked,
  setRequired,
} from '../document/inputShape.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import line from './InputLine.module.css';
import { useInputPlace } from './InputPlace.ts';
import { JsonInput } from './JsonInput.tsx';
import { useTypedName } from './useTypedName.ts';

/** What is asked for before the workflow starts, or given by whoever starts it. */
export function InputShape() {
  const { t } = useTranslation();
  const { document } = useWorkflowDesign();
  const { set, problemAt } = useInputPlace();
  const input = isObject(document.input) ? document.input : undefined;
  const asked = input ? askedFor(input) : [];
  const problem = problemAt(['input']);
  return (
    <Part
      title={t('workflows.input.title')}
      summary={asked.map(({ name }) => name).join(', ')}
      isOpen={asked.length > 0}
    >
      <p className={problem ? styles.problem : styles.help}>{problem ?? t('workflows.input.help')}</p>
      {input ? (
        <ul className={line.items}>
          {asked.map((each, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed, the line stays
            <li key={at} className={line.item}>
              <AskedLine asked={each} input={input} />
              <Button
                look="quiet"
                aria-label={t('workflows.removePair', { name: each.title || each.name })}
                icon={<Trash2 size={14} aria-hidden />}
                onClick={() => set(['input'], askNot(input, each.name))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div>
        <Button look="quiet" icon={<Plus size={14} aria-hidden />} onClick={() => set(['input'], askMore(input))}>
          {t('workflows.input.add')}
        </Button>
      </div>
      {asked.some(({ type }) => type === undefined) && input ? (
        <JsonInput label={t('workflows.input.title')} value={input} onChange={(next) => set(['input'], next)} />
      ) : null}
    </Part>
  );
}

function AskedLine({ asked, input }: { readonly asked: Asked; readonly input: JsonObject }) {
  const { t } = useTranslation();
  const { set, problemAt } = useInputPlace();
  const { name, title, type, isRequired } = asked;
  const typed = useTypedName(
    name,
    (text) => isApiName(text),
    (to) => set(['input'], renameAsked(input, name, to)),
  );
  const problem = problemAt(['input', 'properties', name]);
  return (
    <div className={`${line.itemBody} ${line.card}`}>
      <input
        className={styles.input}
        aria-label={t('workflows.input.titleOf', { name })}
        placeholder={t('workflows.input.titleHint')}
        value={title}
        maxLength={200}
        onChange={({ target }) => set(['input'], setAsked(input, name, { title: target.value }))}
      />
      <div className={styles.pair}>
        <input
          className={`${styles.input} ${styles.code}`}
          aria-label={t('workflows.input.nameOf', { name })}
          aria-invalid={typed.isWrong}
          maxLength={40}
          {...typed.props}
        />
        <Choice
          aria-label={t('workflows.input.typeOf', { name })}
          value={type ?? ''}
          onChange={({ target }) => {
            const next = askedTypes.find((each) => each === target.value);
            if (next) set(['input'], setAsked(input, name, { type: next }));
          }}
        >
          {type === undefined ? <option value="">{t('workflows.input.other')}</option> : null}
          {askedTypes.map((each) => (
            <option key={each} value={each}>
              {t(`designer.type.${each}.title`)}
            </option>
          ))}
        </Choice>
      </div>
      <Toggle
        label={t('workflows.input.required')}
        isOn={isRequired}
        onChange={(isOn) => set(['input'], setRequired(input, name, isOn))}
      />
      {problem ? (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
