// What stands in a form's fields, and the time of day in London.

const ZONE = 'Europe/London'
const NEVER_KEPT = new Set(['csrf_token', 'once'])
const NEVER_KEPT_TYPES = new Set(['file', 'password', 'submit', 'button', 'reset', 'image'])

export function parts (moment) {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })
  return Object.fromEntries(format.formatToParts(moment).map((part) => [part.type, part.value]))
}

function controls (form) {
  return [...form.elements].filter((field) => field.name && !NEVER_KEPT.has(field.name) && !NEVER_KEPT_TYPES.has(field.type))
}

// The fields as they stand: {name: text}, or a list for boxes and lists with several answers.
export function typed (form, isWanted) {
  const fields = {}
  for (const field of controls(form).filter(isWanted)) {
    if (field.type === 'radio') {
      if (field.checked) fields[field.name] = field.value
    } else if (field.type === 'checkbox') {
      fields[field.name] ??= []
      if (field.checked) fields[field.name].push(field.value)
    } else if (field.type === 'select-multiple') {
      fields[field.name] = [...field.selectedOptions].map((option) => option.value)
    } else {
      fields[field.name] = field.value
    }
  }
  return fields
}

export const isHidden = (field) => field.type === 'hidden'
export const isShown = (field) => !isHidden(field)
export const isEqual = (one, other) => JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())

export function fill (form, fields) {
  for (const field of controls(form).filter(isShown)) {
    const kept = fields[field.name]
    if (field.type === 'radio') {
      field.checked = field.value === kept
    } else if (kept === undefined) {
      continue
    } else if (field.type === 'checkbox') {
      field.checked = kept.includes(field.value)
    } else if (field.type === 'select-multiple') {
      for (const option of field.options) option.selected = kept.includes(option.value)
    } else {
      field.value = kept
    }
  }
}
