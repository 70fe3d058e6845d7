import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../../core/lib/json.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../workspace/list/Choice.tsx';
import type { EntityField } from '../document/entityFields.ts';
import { textsAt } from '../document/members.ts';
import own from './FieldGroups.module.css';
import styles from './inspector.module.css';
import { Part } from './Part.tsx';

interface FieldGroupsProps {
  readonly title: string;
  readonly help: string;
  readonly fields: readonly EntityField[];
  /** Lists of names, or objects with them in `fields`. */
  readonly groups: readonly Json[];
  readonly onChange: (groups: Json[]) => void;
}

/** Groups of fields that mean something together: unique, or kept in one index. */
export function FieldGroups({ title, help, fields, groups, onChange }: FieldGroupsProps) {
  const { t } = useTranslation();
  const names = new Map(fields.map((field) => [field.name, field.title]));
  const [first] = fields;
  return (
    <Part title={title} {...(groups.length > 0 ? { summary: String(groups.length) } : {})}>
      <p className={styles.help}>{help}</p>
      {groups.map((item, at) => {
        const group = namesOf(item);
        return (
          <div key={group.join(' ')} className={own.group}>
            {group.map((name) => (
              <span key={name} className={own.name}>
                {names.get(name) ?? name}
                <button
                  type="button"
                  className={own.remove}
                  aria-label={t('designer.takeOut', { field: names.get(name) ?? name })}
                  onClick={() => {
                    const rest = group.filter((each) => each !== name);
                    onChange(rest.length > 0 ? groups.with(at, withNames(item, rest)) : groups.toSpliced(at, 1));
                  }}
                >
                  <X size={12} aria-hidden />
                </button>
              </span>
            ))}
            <Choice
              aria-label={t('designer.addToGroup')}
              value=""
              onChange={(event) => onChange(groups.with(at, withNames(item, [...group, event.target.value])))}
            >
              <option value="">{t('designer.addToGroup')}</option>
              {fields
                .filter(({ name }) => !group.includes(name))
                .map((field) => (
                  <option key={field.name} value={field.name}>
                    {field.title}
                  </option>
                ))}
            </Choice>
          </div>
        );
      })}
      <div>
        <Button
          look="quiet"
          icon={<Plus size={14} aria-hidden />}
          disabled={!first}
          onClick={() => {
            const taken = groups
              .map(namesOf)
              .filter((group) => group.length === 1)
              .flat();
            const free = fields.find(({ name }) => !taken.includes(name));
            if (free) onChange([...groups, [free.name]]);
          }}
        >
          {t('designer.addGroup')}
        </Button>
      </div>
    </Part>
  );
}

function namesOf(group: Json): string[] {
  return isObject(group) ? textsAt(group, 'fields') : textsAt({ group }, 'group');
}

function withNames(group: Json, names: string[]): Json {
  return isObject(group) ? { ...group, fields: names } : names;
}
