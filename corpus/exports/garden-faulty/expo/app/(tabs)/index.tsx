import { useQuery } from "@tanstack/react-query";
import { FlatList, Text } from "react-native";

import { api } from "@/lib/api";
import type { Plant } from "@/types/session";

export default function PlantsScreen() {
  const plants = useQuery({ queryKey: ["plants"], queryFn: () => api<Plant[]>("/plants") });
  const tips = useQuery({ queryKey: ["tips"], queryFn: () => api<string[]>("/tips") });

  return (
    <FlatList
      data={plants.data ?? []}
      keyExtractor={(plant) => plant.id}
      ListHeaderComponent={<Text>{tips.data?.[0]}</Text>}
      renderItem={({ item }) => <Text>{item.name}</Text>}
    />
  );
}
