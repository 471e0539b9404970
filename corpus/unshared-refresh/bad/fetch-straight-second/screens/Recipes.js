import { useEffect, useState } from 'react'
import { FlatList, Text } from 'react-native'
import { call } from '../lib/call'

export function Recipes() {
  const [rows, setRows] = useState([])
  useEffect(() => {
    Promise.all([call('/recipes'), call('/recipes/pinned')])
      .then((answers) => Promise.all(answers.map((a) => a.json())))
      .then(([all, pinned]) => setRows([...pinned, ...all]))
  }, [])
  return <FlatList data={rows} renderItem={({ item }) => <Text>{item.title}</Text>} />
}
