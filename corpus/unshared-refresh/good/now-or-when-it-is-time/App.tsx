import { Text } from 'react-native';
import { useSession } from './src/useSession';

export default function App() {
  useSession();
  return <Text>garden</Text>;
}
