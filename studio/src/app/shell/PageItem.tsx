import { Link } from '@tanstack/react-router';
import type { BrowserPage } from '../../../../core/model/browserModel.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import styles from './Sidebar.module.css';

/** A page of widgets in the sidebar. */
export function PageItem({ page: { name, title, icon } }: { readonly page: BrowserPage }) {
  return (
    <li className={styles.item}>
      <Link className={styles.link} to="/page-{$name}" params={{ name }} title={title}>
        <EntityIcon name={icon ?? 'chart-bar'} />
        <span>{title}</span>
      </Link>
    </li>
  );
}
