import { CalendarDays, ChevronRight, Columns3, LayoutList, PanelTop, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { textAt, textsAt } from '../entities/document/members.ts';
import styles from './DefinitionList.module.css';

interface DefinitionListProps {
  readonly kind: 'form' | 'view';
  readonly entity: BrowserEntity;
  readonly newTitle: string;
  /** What they are for. */
  readonly text: string;
  readonly onOpen: (name: string) => void;
  readonly onNew: () => void;
}

interface Line {
  readonly name: string;
  readonly title: string;
  readonly type: string;
  readonly isDefault: boolean;
  readonly roles: readonly string[];
}

/** The forms or the views of an entity, those of the draft among them. */
export function DefinitionList({ kind, entity, newTitle, text, onOpen, onNew }: DefinitionListProps) {
  const { t } = useTranslation();
  const model = useModel();
  const { documents } = useStudioDraft();
  const lines = new Map<string, Line>();
  const known = kind === 'form' ? model.forms : model.views;
  for (const each of known) {
    if (each.entity !== entity.name || each.generated) continue;
    const { name, title, default: isDefault } = each;
    const type = 'type' in each ? each.type : 'form';
    lines.set(name, { name, title, type, isDefault, roles: 'roles' in each ? each.roles : [] });
  }
  for (const { kind: of, name, current, was } of documents.values()) {
    if (of !== kind) continue;
    if (was !== undefined) lines.delete(was);
    if (current === null) lines.delete(name);
    else if (textAt(current, 'entity') === entity.name && !lines.has(name)) {
      const title = textAt(current, 'title') ?? name;
      const type = kind === 'form' ? 'form' : (textAt(current, 'type') ?? 'list');
      lines.set(name, { name, title, type, isDefault: current.default === true, roles: textsAt(current, 'roles') });
    }
  }
  const roleTitle = (role: string) => model.roles.find(({ name }) => name === role)?.title ?? role;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <p>{text}</p>
        <Button look="main" icon={<Plus size={15} aria-hidden />} onClick={onNew}>
          {newTitle}
        </Button>
      </header>
      <ul className={styles.list}>
        {[...lines.values()].map(({ name, title, type, isDefault, roles }) => {
          const Icon = icons[type] ?? LayoutList;
          return (
            <li key={name}>
              <button type="button" className={styles.line} onClick={() => onOpen(name)}>
                <Icon size={16} aria-hidden />
                <span className={styles.title}>{title}</span>
                <span className={styles.name}>{name}</span>
                {isDefault ? <span className={styles.badge}>{t('formDesigner.default')}</span> : null}
                {roles.map((role) => (
                  <span key={role} className={styles.badge}>
                    {roleTitle(role)}
                  </span>
                ))}
                <ChevronRight size={15} aria-hidden className={styles.arrow} />
              </button>
            </li>
          );
        })}
        {lines.size === 0 ? <li className={styles.nothing}>{t('formDesigner.noneYet')}</li> : null}
      </ul>
    </div>
  );
}

const icons: Readonly<Record<string, typeof LayoutList>> = {
  form: PanelTop,
  board: Columns3,
  calendar: CalendarDays,
  list: LayoutList,
};
