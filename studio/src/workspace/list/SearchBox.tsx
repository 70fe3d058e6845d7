import { Input, type InputRef } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

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
  const box = useRef<InputRef>(null);
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

  return (
    <span className={className}>
      <Input
        allowClear
        ref={box}
        prefix={<Search size={14} aria-hidden />}
        aria-label={placeholder}
        placeholder={placeholder}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </span>
  );
}
