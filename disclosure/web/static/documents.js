// Looks whether a document is made, and shows the page that says so. Without it there is a link.
const EVERY = 1500 // milliseconds
const place = document.querySelector('[data-document][data-poll]')

async function look () {
  try {
    const answer = await fetch(location.href, { cache: 'no-store' })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const now = page.querySelector('[data-document]')
    // Somebody whose session has ended, or a page that failed: the link is there.
    if (now && now.dataset.document !== place.dataset.document) return location.reload()
  } catch { /* the server cannot be reached; the next look may find it */ }
  setTimeout(look, EVERY)
}

if (place) setTimeout(look, EVERY)
