import { Text } from 'react-native';
import { useWarmSession } from '../../hooks/useWarmSession';

export default function Shows() {
  useWarmSession();
  return <Text>Shows</Text>;
}
