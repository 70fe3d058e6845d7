import { type FileValue, fileUrl } from '../../api/files.ts';
import styles from './Avatar.module.css';

interface AvatarProps {
  readonly name: string;
  readonly picture?: FileValue | undefined;
  readonly size?: 'large' | 'huge';
}

/** A person's picture, or the first letter of their name. Says nothing to assistive technology: the name stands beside it. */
export function Avatar({ name, picture, size }: AvatarProps) {
  return (
    <span className={`${styles.avatar} ${size ? styles[size] : ''}`} data-letter={firstLetter(name)}>
      {picture ? <img src={fileUrl(picture.id)} alt="" /> : null}
    </span>
  );
}

function firstLetter(name: string): string {
  return ([...name.trim()][0] ?? '').toUpperCase();
}
