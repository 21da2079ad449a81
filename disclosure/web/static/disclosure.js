// Focus, "use the time now", and keeping what is typed. Every page works without this script.
import { Button, ErrorSummary, SkipLink, createAll } from './vendor/govuk-frontend/govuk-frontend.min.js'
import { fill, isEqual, isHidden, isShown, parts, typed } from './fields.js'

const PAUSE = 800 // milliseconds without a key stroke before the server is told
const RETRY = [2000, 5000, 10000, 30000]
const PREFIX = 'typing:'

// A device may forbid storing (private windows, a full disk); typing still goes to the server.
const device = {
  read (key) {
    try { return JSON.parse(localStorage.getItem(key)) } catch { return null }
  },
  write (key, value) {
    try { localStorage.setItem(key, JSON.stringify(value)); return true } catch { return false }
  },
  remove (key) {
    try { localStorage.removeItem(key) } catch { /* nothing was stored */ }
  },
  keys () {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)) } catch { return [] }
  }
}

class Typing {
  constructor (form) {
    this.form = form
    this.url = form.dataset.typing
    this.key = `${PREFIX}${form.dataset.person ?? ''}:${this.url}`
    this.status = form.querySelector('[data-typing-status]') ?? document.querySelector('[data-typing-status]')
    this.failures = 0
    this.restore()
    form.addEventListener('input', () => this.keep())
    form.addEventListener('change', () => this.keep())
    form.addEventListener('submit', () => this.stop())
    window.addEventListener('online', () => { if (this.isWaiting()) this.send() })
    window.addEventListener('pagehide', () => { if (this.isWaiting()) this.send(true) })
    window.addEventListener('pageshow', (event) => { if (event.persisted) this.isSubmitting = false })
  }

  // That something was brought back stays to be read until the next key stroke.
  say (words) {
    if (this.status && !this.hasBroughtBack && this.status.textContent !== words) this.status.textContent = words
  }

  isWaiting () {
    return !this.isSubmitting && this.isDirty === true
  }

  // Bring back what never reached the server, unless the server shows something newer.
  restore () {
    const kept = device.read(this.key)
    if (!kept) return
    const savedAt = this.form.dataset.typingSavedAt
    const isOlder = savedAt && Date.parse(savedAt) >= Date.parse(kept.at)
    if (kept.sent || isOlder) { device.remove(this.key); return }
    if (isEqual(typed(this.form, isShown), kept.fields)) return
    const hasMoved = !isEqual(typed(this.form, isHidden), kept.about)
    fill(this.form, kept.fields)
    this.isDirty = true
    this.say('We brought back what you had typed.' + (hasMoved ? ' The page has changed since: compare before you save.' : ''))
    this.hasBroughtBack = true
    this.send()
  }

  keep () {
    const fields = typed(this.form, isShown)
    if (this.isSubmitting || (this.last && isEqual(fields, this.last.fields))) return
    this.isDirty = true
    this.hasBroughtBack = false
    this.last = { at: new Date().toISOString(), sent: false, fields, about: typed(this.form, isHidden) }
    if (device.write(this.key, this.last) && this.status?.textContent === '') this.say('Kept on this device')
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.send(), PAUSE)
  }

  // A submit sends everything; typing that arrives after it would come back as a ghost.
  stop () {
    this.isSubmitting = true
    clearTimeout(this.timer)
    this.request?.abort()
  }

  async send (isLeaving = false) {
    clearTimeout(this.timer)
    const sending = this.last ?? device.read(this.key)
    if (!sending || this.isSubmitting) return
    this.request?.abort()
    const request = this.request = new AbortController()
    try {
      const answer = await fetch(this.url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-CSRFToken': this.form.elements.csrf_token?.value ?? '' },
        body: JSON.stringify({ fields: sending.fields }),
        credentials: 'same-origin',
        redirect: 'manual', // a way to the sign-in page is not a way of having saved
        keepalive: isLeaving,
        signal: request.signal
      })
      if (answer.ok) this.saved(sending)
      else this.failed()
    } catch (problem) {
      if (problem.name !== 'AbortError') this.failed()
    }
  }

  saved (sending) {
    this.failures = 0
    this.isDirty = this.last !== undefined && this.last !== sending
    if (device.read(this.key)?.at === sending.at) device.write(this.key, { ...sending, sent: true })
    const now = parts(new Date())
    this.say(`Saved as you type, ${now.hour}:${now.minute}`)
  }

  failed () {
    this.say(device.read(this.key) ? 'Kept on this device' : 'Not saved yet: the server cannot be reached')
    const wait = RETRY[Math.min(this.failures++, RETRY.length - 1)]
    this.timer = setTimeout(() => this.send(), wait)
  }
}

// "Use the time now" is offered only while nothing is there: it must never replace a recorded time.
function offerNow (button) {
  const fields = button.dataset.nowFor.split(',').map((id) => document.getElementById(id.trim()))
  if (fields.some((field) => !field)) return
  const offer = () => { button.hidden = fields.some((field) => field.value) }
  for (const field of fields) field.addEventListener('input', offer)
  button.addEventListener('click', () => {
    const now = parts(new Date())
    fields[0].value = `${Number(now.day)}/${Number(now.month)}/${now.year}`
    fields[1].value = `${now.hour}:${now.minute}`
    fields[1].focus()
    for (const field of fields) field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  offer()
}

// How many answers differ from what the page came with.
function countUnsaved (words) {
  const form = words.closest('form')
  const questions = [...form.querySelectorAll('.question')]
  const within = (question) => typed(form, (field) => isShown(field) && question.contains(field))
  const first = new Map(questions.map((question) => [question, within(question)]))
  const count = () => {
    const open = questions.filter((question) => !isEqual(within(question), first.get(question))).length
    words.hidden = open === 0
    words.textContent = open === 1 ? '1 answer not saved yet' : `${open} answers not saved yet`
  }
  for (const event of ['input', 'change']) form.addEventListener(event, count)
  return count
}

function clearFinished () {
  const done = document.querySelector('meta[name="typing-done"]')?.content
  for (const key of done ? device.keys() : []) if (key.endsWith(`:${done}`)) device.remove(key)
  for (const form of document.querySelectorAll('form[data-sign-out]')) {
    form.addEventListener('submit', () => device.keys().forEach(device.remove))
  }
}

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
clearFinished()
const counts = [...document.querySelectorAll('[data-unsaved]')].map(countUnsaved)
for (const form of document.querySelectorAll('form[data-typing]')) new Typing(form)
for (const count of counts) count()
for (const button of document.querySelectorAll('[data-now-for]')) offerNow(button)
for (const component of [Button, ErrorSummary, SkipLink]) createAll(component)
