import type { OpenQuestion } from '@crm/shared/articles.ts';
import { carOf, titleOf } from '@crm/shared/articles.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { after } from '../data/after.ts';
import { useArticles, useQuestionActions } from '../data/articles.ts';
import { Answer, ErrorNote } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';

interface Properties {
  question: OpenQuestion;
  onClose(): void;
}

/** An article says it already: it learns these words, and whoever asked hears it. */
export function LinkDialog({ question, onClose }: Properties) {
  const t = useT();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const articles = useArticles({ state: 'approved', q: words === '' ? undefined : words });
  const { link } = useQuestionActions(question);
  return (
    <Modal open width={560} title={t('question.linkTitle')} onCancel={onClose} okText={t('question.link')} onOk={() => chosen && after(link.mutateAsync(chosen), onClose)} okButtonProps={{ disabled: !chosen, loading: link.isPending }}>
      <div className="stack">
        <p className="quote">{question.text}</p>
        <p className="muted small">{t('question.linkText')}</p>
        <Input.Search autoFocus allowClear aria-label={t('article.search')} placeholder={t('article.search')} onSearch={(text) => setWords(text.trim())} />
        <Answer of={articles}>
          {(data) => {
            const rows = data.pages.flatMap((page) => page.items);
            if (rows.length === 0) return <Empty title={t('article.empty')} next={t('question.linkNone')} />;
            return (
              <Radio.Group className="stack tight link-choices" value={chosen} onChange={(event) => setChosen(event.target.value as string)}>
                {rows.map((row) => <Radio key={row.id} value={row.id}>{titleOf(row, t.locale)} {carOf(row) && <span className="pill">{carOf(row)}</span>}</Radio>)}
              </Radio.Group>
            );
          }}
        </Answer>
        <ErrorNote error={link.error} />
      </div>
    </Modal>
  );
}

export function DismissDialog({ question, onClose }: Properties) {
  const t = useT();
  const [reason, setReason] = useState('');
  const { dismiss } = useQuestionActions(question);
  return (
    <Modal open width={440} title={t('question.dismissTitle')} onCancel={onClose} okText={t('question.dismiss')} onOk={() => after(dismiss.mutateAsync(reason.trim()), onClose)} okButtonProps={{ disabled: reason.trim() === '', loading: dismiss.isPending }}>
      <div className="stack">
        <p className="quote">{question.text}</p>
        <p className="muted small">{t('question.dismissText')}</p>
        <Input autoFocus maxLength={300} value={reason} aria-label={t('form.reason')} placeholder={t('form.reason')} onChange={(event) => setReason(event.target.value)} />
        <ErrorNote error={dismiss.error} />
      </div>
    </Modal>
  );
}
