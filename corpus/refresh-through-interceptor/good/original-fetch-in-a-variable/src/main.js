import './patchFetch.js'

export const sheets = async () => {
  const res = await fetch('/api/sheets')
  if (!res.ok) throw new Error('sheets: ' + res.status)
  return res.json()
}
