import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../../core/lib/json.ts';
import type { InputSchema } from '../../../../../core/model/kinds/workflow/steps/StepType.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../workspace/list/Choice.tsx';
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

type Way = 'role' | 'team' | 'user' | 'manager' | 'field' | 'expression';

/** People: everybody of a role or a team, somebody, or whoever an expression gives. One stands alone, several in a list. */
export function PeopleInput({ label, help, schema, path, value, entity, isRequired }: PeopleInputProps) {
  const { t } = useTranslation();
  const { set, problemAt } = useInputPlace();
  const takes = (member: string) => schema.anyOf?.some(({ properties }) => properties?.[member] !== undefined) ?? false;
  const ways: readonly Way[] = [
    ...(['role', 'team', 'user'] as const),
    ...(['manager', 'field'] as const).filter(takes),
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
            <Button look="quiet" icon={<Plus size={14} aria-hidden />} onClick={() => put([...people, { role: '' }])}>
              {t('workflows.addPeople')}
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
  readonly onChange: (person: Json) => void;
}

const levels = { type: 'integer', minimum: 1, maximum: 20 } as const;
const people = ['user'];

function Person({ label, path, person, ways, entity, onChange }: PersonProps) {
  const { t } = useTranslation();
  const { problemAt } = useInputPlace();
  const way = wayOf(person);
  const given = isObject(person) ? person[way] : person;
  const name = typeof given === 'string' ? given : '';
  return (
    <div className={`${line.itemBody} ${line.card}`}>
      <Choice
        aria-label={t('workflows.peopleWay', { field: label })}
        value={way}
        onChange={({ target }) => onChange(firstOf(ways.find((each) => each === target.value) ?? 'role'))}
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
        <InputLine label={t(`workflows.peopleOf.${way}`)} problem={problemAt(path) ?? problemAt([...path, way])}>
          {(control) =>
            way === 'manager' ? (
              <NumberInput
                control={control}
                schema={levels}
                value={given}
                onChange={(level) => onChange({ ...(isObject(person) ? person : {}), manager: level ?? 1 })}
              />
            ) : (
              <NameChoice
                control={control}
                label={label}
                kind={way}
                types={people}
                entity={entity}
                plugin=""
                value={name}
                isRequired
                onChange={(next) => onChange(way === 'user' ? (next ?? '') : { [way]: next ?? '' })}
              />
            )
          }
        </InputLine>
      )}
    </div>
  );
}

function wayOf(person: Json): Way {
  if (isObject(person))
    return (['team', 'manager', 'field', 'user'] as const).find((way) => Object.hasOwn(person, way)) ?? 'role';
  const isUser = person === '' || (typeof person === 'string' && /^[0-9a-f-]{36}$/.test(person));
  return isUser ? 'user' : 'expression';
}

function firstOf(way: Way): Json {
  switch (way) {
    case 'user':
      return '';
    case 'manager':
      return { manager: 1 };
    case 'expression':
      return '${record.ownerId}';
    default:
      return { [way]: '' };
  }
}
