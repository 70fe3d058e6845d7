import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import styles from './ShortcutSheet.module.css';

/** All keys that do something. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const groups = [
    {
      title: t('shortcuts.anywhere'),
      keys: [
        ['mod+k', t('palette.open')],
        ['g h', t('shortcuts.home')],
        ['g i', t('shortcuts.inbox')],
        ['c', t('shortcuts.create')],
        ['[', t('shortcuts.sidebar')],
        ['?', t('shortcuts.title')],
      ],
    },
    {
      title: t('shortcuts.list'),
      keys: [
        ['/', t('shortcuts.search')],
        ['J K', t('shortcuts.move')],
        ['X', t('shortcuts.select')],
        ['mod+A', t('shortcuts.selectAll')],
        ['P', t('shortcuts.peek')],
        ['Enter', t('shortcuts.open')],
        ['mod+Delete', t('shortcuts.delete')],
      ],
    },
    {
      title: t('shortcuts.record'),
      keys: [
        ['E', t('shortcuts.edit')],
        ['J K', t('shortcuts.step')],
        ['mod+S', t('shortcuts.save')],
      ],
    },
  ] as const;
  return (
    <Dialog look="sheet" label={t('shortcuts.title')} onClose={onClose}>
      <div className={styles.head}>
        <h2>{t('shortcuts.title')}</h2>
        <Button look="quiet" aria-label={t('action.close')} icon={<X size={16} aria-hidden />} onClick={onClose} />
      </div>
      <div className={styles.groups}>
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.list}>
              {keys.map(([key, text]) => (
                <div key={key} className={styles.row}>
                  <dt>{text}</dt>
                  <dd>
                    <Kbd keys={key} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
