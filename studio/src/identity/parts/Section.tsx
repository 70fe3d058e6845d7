import type { ReactNode } from 'react';
import styles from './Section.module.css';

interface SectionProps {
  readonly title: string;
  /** The page is called the same: the title is for assistive technology only. */
  readonly hideTitle?: boolean;
  readonly text?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page of the settings: what it is about, what can be done, and a card. */
export function Section({ title, hideTitle = false, text, actions, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.head}>
        <div className={styles.words}>
          {hideTitle ? null : <h2 className={styles.title}>{title}</h2>}
          {text ? <p className={styles.text}>{text}</p> : null}
        </div>
        {actions}
      </div>
      <div className={styles.card}>{children}</div>
    </section>
  );
}

interface RowProps {
  readonly icon?: ReactNode;
  readonly name: ReactNode;
  readonly about?: ReactNode;
  /** Buttons at the end. */
  readonly children?: ReactNode;
}

/** One of several things in a card. */
export function Row({ icon, name, about, children }: RowProps) {
  return (
    <li className={styles.row}>
      {icon ? <span className={styles.icon}>{icon}</span> : null}
      <div className={styles.main}>
        <span className={styles.name}>{name}</span>
        {about ? <span className={styles.about}>{about}</span> : null}
      </div>
      {children ? <div className={styles.side}>{children}</div> : null}
    </li>
  );
}
