import { useEffect, useRef, useState } from 'react';
import { SearchInput } from '../../ui/SearchInput.tsx';

interface SearchBoxProps {
  readonly className?: string | undefined;
  /** The search in force. */
  readonly value: string;
  readonly placeholder: string;
  readonly onSearch: (text: string) => void;
}

const restMs = 220;

/** Searches when typing rests; `/` anywhere on the page puts the cursor here. */
export function SearchBox({ className, value, placeholder, onSearch }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  const box = useRef<HTMLInputElement>(null);
  const search = useRef(onSearch);
  search.current = onSearch;

  // Back and forward change the search in force; typing does not wait for it.
  useEffect(() => setTyped(value), [value]);

  useEffect(() => {
    const text = typed.trim();
    if (text === value) return;
    const timer = setTimeout(() => search.current(text), restMs);
    return () => clearTimeout(timer);
  }, [typed, value]);

  useEffect(() => {
    function focus(event: KeyboardEvent) {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]');
      if (event.key !== '/' || isTyping || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      box.current?.focus();
    }
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);

  return <SearchInput ref={box} className={className} placeholder={placeholder} value={typed} onChange={setTyped} />;
}
