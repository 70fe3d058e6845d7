import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../../core/lib/json.ts';
import type { InputSchema } from '../../../../../core/model/kinds/workflow/steps/StepType.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../workspace/list/Choice.tsx';
import styles from '../../entities/inspector/inspector.module.css';
import { ExpressionField } from './ExpressionField.tsx';
import line from './InputLine.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { NameChoice } from './NameChoice.tsx';
import { NumberInput } from './NumberInput.tsx';

interface PeopleInputProps {
  readonly label: string;
  readonly help: string | undefined;
  readonly schema: InputSchema;
  readonly path: DocumentPath;
  readonly value: Json | undefined;
  /** Whose fields may name somebody. */
  readonly entity: string;
  readonly isRequired: boolean;
}

type Way = 'address' | 'role' | 'team' | 'user' | 'manager' | 'field' | 'expression';

/**
 * People: everybody of a role or a team, somebody, whom a field names, whoever an expression gives; of e-mails
 * addresses, too. One stands alone, several in a list.
 */
export function PeopleInput({ label, help, schema, path, value, entity, isRequired }: PeopleInputProps) {
  const { t } = useTranslation();
  const { set, problemAt } = useInputPlace();
  const takes = (member: string) => schema.anyOf?.some(({ properties }) => properties?.[member] !== undefined) ?? false;
  const takesAddress = schema.anyOf?.some(({ format }) => format === 'email') ?? false;
  const ways: readonly Way[] = [
    ...(takesAddress ? (['address'] as const) : []),
    ...(['role', 'team', 'user'] as const),
    ...(takes('manager') ? (['manager'] as const) : []),
    ...(takes('field') || entity !== '' ? (['field'] as const) : []),
    'expression',
  ];
  const people = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const put = (next: readonly Json[]) => {
    const [only] = next;
    set(path, next.length === 0 ? undefined : next.length === 1 && only !== undefined ? only : [...next]);
  };
  return (
    <InputLine label={label} help={help} isRequired={isRequired} problem={problemAt(path)}>
      {() => (
        <ul className={line.items}>
          {people.map((person, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing that tells them apart but their place
            <li key={at} className={line.item}>
              <Person
                label={`${label} ${at + 1}`}
                path={Array.isArray(value) ? [...path, at] : path}
                person={person}
                ways={ways}
                entity={entity}
                namesField={takes('field')}
                onChange={(next) => put(people.with(at, next))}
              />
              <Button
                look="quiet"
                aria-label={t('workflows.removeItem', { number: at + 1, field: label })}
                icon={<Trash2 size={14} aria-hidden />}
                onClick={() => put(people.toSpliced(at, 1))}
              />
            </li>
          ))}
          <li>
            <Button
              look="quiet"
              icon={<Plus size={14} aria-hidden />}
              onClick={() => put([...people, takesAddress ? '' : { role: '' }])}
            >
              {takesAddress ? t('workflows.addRecipient') : t('workflows.addPeople')}
            </Button>
          </li>
        </ul>
      )}
    </InputLine>
  );
}

interface PersonProps {
  readonly label: string;
  readonly path: DocumentPath;
  readonly person: Json;
  readonly ways: readonly Way[];
  readonly entity: string;
  /** A field is named as `{field}`; else it is read by an expression. */
  readonly namesField: boolean;
  readonly onChange: (person: Json) => void;
}

const levels = { type: 'integer', minimum: 1, maximum: 20 } as const;

function Person({ label, path, person, ways, entity, namesField, onChange }: PersonProps) {
  const { t } = useTranslation();
  const { problemAt } = useInputPlace();
  // The same text can stand for several ways: then it is the one that was chosen.
  const [chosen, setChosen] = useState<Way>();
  const [isLeft, setLeft] = useState(false);
  const fitting = waysOf(person).filter((each) => ways.includes(each));
  const way = fitting.find((each) => each === chosen) ?? fitting[0] ?? 'expression';
  const given = isObject(person) ? person[way] : person;
  const name = typeof given === 'string' ? given : '';
  const isWrong = way === 'address' && isLeft && name !== '' && !areAddresses(name);
  const problem = isWrong ? t('fault.format_email') : (problemAt(path) ?? problemAt([...path, way]));
  return (
    <div className={`${line.itemBody} ${line.card}`}>
      <Choice
        aria-label={t('workflows.peopleWay', { field: label })}
        value={way}
        onChange={({ target }) => {
          const next = ways.find((each) => each === target.value) ?? 'role';
          setChosen(next);
          onChange(firstOf(next, namesField));
        }}
      >
        {ways.map((each) => (
          <option key={each} value={each}>
            {t(`workflows.people.${each}`)}
          </option>
        ))}
      </Choice>
      {way === 'expression' ? (
        <ExpressionField label={label} form="template" path={path} value={name} onChange={onChange} />
      ) : (
        <InputLine label={t(`workflows.peopleOf.${way}`)} problem={problem}>
          {(control) =>
            way === 'manager' ? (
              <NumberInput
                control={control}
                schema={levels}
                value={given}
                onChange={(level) => onChange({ ...(isObject(person) ? person : {}), manager: level ?? 1 })}
              />
            ) : way === 'address' ? (
              <input
                {...control}
                className={styles.input}
                inputMode="email"
                autoComplete="off"
                placeholder="name@example.com"
                value={name}
                onFocus={() => setLeft(false)}
                onBlur={() => setLeft(true)}
                onChange={({ target }) => onChange(target.value)}
              />
            ) : (
              <NameChoice
                control={control}
                label={label}
                kind={way}
                types={ways.includes('address') ? reachable : people}
                entity={entity}
                plugin=""
                value={way === 'field' && !isObject(person) ? (fieldRead(name) ?? '') : name}
                isRequired
                onChange={(next = '') => onChange(asPerson(way, next, namesField))}
              />
            )
          }
        </InputLine>
      )}
    </div>
  );
}

/** Types of fields that name somebody, and those by which an e-mail reaches somebody. */
const people = ['user'];
const reachable = ['user', 'email'];

const objectWays = ['team', 'manager', 'field', 'user'] as const;

/** What a person may be meant as, the likeliest first. */
function waysOf(person: Json): readonly Way[] {
  if (isObject(person)) return [objectWays.find((way) => Object.hasOwn(person, way)) ?? 'role'];
  if (typeof person !== 'string') return ['expression'];
  if (person === '') return ['address', 'user', 'field'];
  if (/^[0-9a-f-]{36}$/.test(person)) return ['user'];
  if (fieldRead(person) !== undefined) return ['field', 'expression'];
  return person.includes('${') ? ['expression'] : ['address', 'expression'];
}

/** One or several, as people type them. */
function areAddresses(text: string): boolean {
  const parts = text.split(/[,;，；]/).map((part) => part.trim());
  return parts.every((part) => part === '' || /^[^\s@]+@[^\s@]+$/.test(part));
}

/** `ownerId` of `${record.ownerId}`. */
function fieldRead(text: string): string | undefined {
  return /^\$\{\s*record\.(\w+)\s*\}$/.exec(text)?.[1];
}

function firstOf(way: Way, namesField: boolean): Json {
  switch (way) {
    case 'manager':
      return { manager: 1 };
    case 'expression':
      return '${record.ownerId}';
    default:
      return asPerson(way, '', namesField);
  }
}

function asPerson(way: Exclude<Way, 'manager' | 'expression'>, name: string, namesField: boolean): Json {
  switch (way) {
    case 'address':
    case 'user':
      return name;
    case 'field':
      return namesField ? { field: name } : name && `\${record.${name}}`;
    default:
      return { [way]: name };
  }
}
