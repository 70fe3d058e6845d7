import { useTranslation } from 'react-i18next';
import type { DefinitionName } from '../../api/plugins.ts';
import { useModel } from '../../app/ModelContext.tsx';
import styles from './DefinitionNames.module.css';

interface DefinitionNamesProps {
  readonly title: string;
  readonly definitions: readonly DefinitionName[];
}

const kinds = ['entity', 'form', 'view', 'role', 'locale', 'action', 'page'] as const;

/** Definitions by their kinds; nothing where there are none. */
export function DefinitionNames({ title, definitions }: DefinitionNamesProps) {
  const { t } = useTranslation();
  const titleOf = useTitleOf();
  if (definitions.length === 0) return null;
  const groups = [...Map.groupBy(definitions, ({ kind }) => kind)];
  return (
    <div>
      <h4 className={styles.title}>{title}</h4>
      <dl className={styles.kinds}>
        {groups.map(([kind, members]) => {
          const known = kinds.find((each) => each === kind);
          return (
            <div key={kind}>
              <dt>{known ? t(`plugins.kind.${known}`) : kind}</dt>
              <dd>{members.map((each) => titleOf(each)).join(t('plugins.comma'))}</dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}

/** What people know it by here, else as it is called. */
function useTitleOf() {
  const model = useModel();
  return ({ kind, name, title }: DefinitionName): string => {
    const lists: Readonly<Record<string, readonly { readonly name: string; readonly title: string }[]>> = {
      entity: model.entities.map((entity) => ({ name: entity.name, title: entity.pluralTitle })),
      ...{ form: model.forms, view: model.views, role: model.roles, action: model.actions, page: model.pages },
    };
    return lists[kind]?.find((each) => each.name === name)?.title ?? title ?? name;
  };
}
