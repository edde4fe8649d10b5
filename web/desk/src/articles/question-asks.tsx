import { useT } from '@crm/shared/i18n.tsx';
import { Link } from 'react-router';
import { useQuestion } from '../data/articles.ts';
import { Answer } from '../ui/answer.tsx';
import { Moment } from '../ui/moment.tsx';

/** Who asked, in their own (masked) words, and whether they have heard the answer. */
export function QuestionAsks({ id }: { id: string }) {
  const t = useT();
  const detail = useQuestion(id);
  return (
    <Answer of={detail} lines={2}>
      {(data) => (
        <ul className="question-asks small">
          {data.asks.map((ask, place) => (
            <li key={place} className="row wrap">
              <Moment at={ask.askedAt} />
              <Link to={`/customers/${ask.customerId}`}>{t('question.customer')}</Link>
              <span className="grow">{ask.text}</span>
              {ask.told && <span className="pill">{t.word('asksTold', ask.told)}</span>}
            </li>
          ))}
        </ul>
      )}
    </Answer>
  );
}
