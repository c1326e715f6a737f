import { shallowRef } from 'vue';
import { errorWords } from '../../src-shared/errors/error-kinds.ts';
import type { Failure } from '../../src-shared/errors/result.ts';

/** A question or a message in the middle of the window; `AskDialog.vue` shows them one by one. */
export interface Question {
  readonly title: string;
  readonly message: string;
  readonly tone?: 'question' | 'bad';
  readonly advice?: string;
  /** What it is about, line by line. */
  readonly details?: readonly string[];
  /** What it is about, as label and value. */
  readonly facts?: readonly (readonly [string, string])[];
  readonly confirmWord: string;
  /** Null where there is nothing to decide. */
  readonly cancelWord: string | null;
  /** The button that Enter presses. */
  readonly focus: 'confirm' | 'cancel';
  readonly confirmTestId?: string;
}

export interface OpenQuestion extends Question {
  readonly answer: (confirmed: boolean) => void;
}

export const openQuestion = shallowRef<OpenQuestion | null>(null);

let lastQuestion: Promise<unknown> = Promise.resolve();

/** Resolves when the dialog has gone, so that the focus is free to be set. */
export const ask = (question: Question): Promise<boolean> => {
  const answered = lastQuestion.then(
    () =>
      new Promise<boolean>((resolve) => {
        openQuestion.value = {
          ...question,
          answer: (confirmed) => {
            openQuestion.value = null;
            resolve(confirmed);
          },
        };
      }),
  );
  lastQuestion = answered;
  return answered;
};

export const tell = (message: Omit<Question, 'confirmWord' | 'cancelWord' | 'focus'>) =>
  ask({ ...message, confirmWord: '知道了', cancelWord: null, focus: 'confirm' });

export const tellFailure = (failure: Failure) =>
  tell({
    title: errorWords[failure.kind].title,
    message: failure.message,
    advice: failure.advice,
    tone: 'bad',
  });
