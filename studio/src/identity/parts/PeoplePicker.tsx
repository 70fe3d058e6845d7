import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordKeys } from '../../api/keys.ts';
import { listRecords } from '../../api/records.ts';
import type { Person } from '../../api/teams.ts';
import { useDebounced } from '../../fields/shared/useDebounced.ts';
import { asText } from '../../lib/values.ts';
import { Button } from '../../ui/Button.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { Avatar } from './Avatar.tsx';
import styles from './PeoplePicker.module.css';

interface PeoplePickerProps {
  readonly label: string;
  readonly value: readonly Person[];
  /** Picking another one takes the place of the first. Default: several. */
  readonly isSingle?: boolean;
  readonly onChange: (people: Person[]) => void;
}

const shown = 8;

/** Picks people by part of their name or address. Unlike the controls of forms it lies within a dialog. */
export function PeoplePicker({ label, value, isSingle = false, onChange }: PeoplePickerProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const search = useDebounced(text.trim(), 160);
  const { data, isPlaceholderData } = useQuery({
    queryKey: [...recordKeys.lists('user'), 'people', search],
    queryFn: ({ signal }) =>
      listRecords(
        'user',
        { select: 'id,name,email', where: 'active == true', search, sort: 'name', limit: 50 },
        signal,
      ),
    enabled: isOpen,
    placeholderData: (before) => before,
  });
  // Until the answer to what was typed is there, only who fits it already may be picked.
  const isStale = isPlaceholderData || text.trim() !== search;
  const found = (data?.data ?? [])
    .map((user) => ({ id: asText(user.id) ?? '', name: asText(user.name) ?? '', email: asText(user.email) ?? '' }))
    .filter(({ id }) => !value.some((person) => person.id === id))
    .filter(({ name, email }) => !isStale || `${name} ${email}`.toLowerCase().includes(text.trim().toLowerCase()))
    .slice(0, shown);

  function pick({ id, name }: Person) {
    onChange(isSingle ? [{ id, name }] : [...value, { id, name }]);
    setText('');
    setAt(0);
    setOpen(!isSingle);
  }

  function press(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((now) => (found.length === 0 ? 0 : (now + step + found.length) % found.length));
    } else if (event.key === 'Enter') {
      // Never the form around.
      event.preventDefault();
      const person = isOpen ? found[at] : undefined;
      if (person) pick(person);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  }

  const hasList = isOpen && found.length > 0;
  return (
    <div className={dialog.field}>
      <label htmlFor={id}>{label}</label>
      {value.length > 0 ? (
        <ul className={styles.people} aria-label={label}>
          {value.map((person) => (
            <li key={person.id} className={styles.person}>
              <Avatar name={person.name} />
              <span className={styles.name}>{person.name}</span>
              <Button
                look="quiet"
                icon={<X size={14} aria-hidden />}
                aria-label={t('form.removeItem', { name: person.name })}
                onClick={() => onChange(value.filter(({ id }) => id !== person.id))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div className={styles.line}>
        <input
          id={id}
          className={dialog.input}
          role="combobox"
          autoComplete="off"
          aria-expanded={hasList}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={hasList ? `${id}-${at}` : undefined}
          placeholder={isSingle && value.length > 0 ? t('users.pickAnother') : t('users.pick')}
          value={text}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={press}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
            setOpen(true);
          }}
        />
        <div id={`${id}-list`} role="listbox" aria-label={label} className={hasList ? styles.found : undefined}>
          {hasList
            ? found.map((person, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the line above takes the keys
                <div
                  key={person.id}
                  id={`${id}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === at}
                  className={styles.option}
                  // The cursor stays in the line.
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => pick(person)}
                >
                  <Avatar name={person.name} />
                  <span className={styles.who}>{person.name}</span>
                  <span className={styles.faint}>{person.email}</span>
                </div>
              ))
            : null}
        </div>
      </div>
      {isOpen && text.trim() !== '' && data && found.length === 0 ? (
        <span className={dialog.help}>{t('state.nothingFound')}</span>
      ) : null}
    </div>
  );
}
