import { useT } from '@crm/shared/i18n.tsx';
import { useState } from 'react';
import { answers } from './staff-acts.ts';
import type { Card } from './staff-acts.ts';

/** A template card: it changes in place once somebody has settled it. */
export function CardView({ card, recalled, onPress }: { card: Card; recalled: boolean; onPress(key: string, chosen: Record<string, string[]>): void }) {
  const t = useT();
  const [touched, setTouched] = useState<Record<string, string>>({});
  const open = card.open && !recalled;
  return (
    <div className="card" data-open={open}>
      <strong>{card.title}</strong>
      {card.description && <p>{card.description}</p>}
      {card.text && card.text !== card.title && <p>{card.text}</p>}
      {card.rows.length > 0 && <dl>{card.rows.map((row, index) => <div key={index}><dt>{row.name}</dt><dd>{row.value}</dd></div>)}</dl>}
      {open && card.questions.map((question) => (
        <label key={question.key} className="question">
          {question.title}
          <select value={touched[question.key] ?? question.options[0]?.key} onChange={(event) => setTouched({ ...touched, [question.key]: event.target.value })}>
            {question.options.map((option) => <option key={option.key} value={option.key}>{option.text}</option>)}
          </select>
        </label>
      ))}
      {open
        ? <div className="buttons">{card.buttons.map((button) => <button key={button.key} type="button" onClick={() => onPress(button.key, answers(card, touched))}>{button.text}</button>)}</div>
        : (recalled || card.replacedBy) && <p className="settled">{recalled ? t('sandbox.recalled') : card.replacedBy}</p>}
      {card.url && <a href={card.url} target="_blank" rel="noreferrer">{t('sandbox.openPage')}</a>}
    </div>
  );
}
