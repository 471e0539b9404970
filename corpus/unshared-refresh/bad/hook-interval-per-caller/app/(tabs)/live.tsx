import { Text } from 'react-native';
import { useWarmSession } from '../../hooks/useWarmSession';

export default function Live() {
  useWarmSession();
  return <Text>Live</Text>;
}
