import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../../core/lib/json.ts';
import { Button } from '../../../ui/Button.tsx';
import type { EntityField } from '../document/entityFields.ts';
import { textsAt } from '../document/members.ts';
import { FieldChips } from './FieldChips.tsx';
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
  const [first] = fields;
  return (
    <Part title={title} {...(groups.length > 0 ? { summary: String(groups.length) } : {})}>
      <p className={styles.help}>{help}</p>
      {groups.map((item, at) => {
        const group = namesOf(item);
        return (
          <FieldChips
            key={group.join(' ')}
            names={group}
            fields={fields}
            onChange={(names) =>
              onChange(names.length > 0 ? groups.with(at, withNames(item, names)) : groups.toSpliced(at, 1))
            }
          />
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
